package xcflow.commands;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Which engine the options of a command ask for; options of the other one are refused. */
record ChosenEngine(MoleculeOptions gaussian, PlaneWaveOptions planeWave, CommandSpec spec) {

    /** An option of the other engine would be ignored in silence. */
    void refuseUnused(ScfChoice chosen) {
        String typical = chosen == gaussian ? "--crystal" : "--molecule";
        Set<String> other = new HashSet<>();
        spec.findOption(typical)
                .group()
                .args()
                .forEach(option -> other.add(((OptionSpec) option).longestName()));
        Set<String> used =
                chosen == gaussian
                        ? Set.of()
                        : gaussian.chosen() && !planeWave.chosen()
                                ? Set.of(
                                        "--molecule", "--charge", "--unpaired", "--start", "--save")
                                : Set.of("--start", "--save");
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            String name = option.longestName();
            if (other.contains(name) && !used.contains(name)) {
                throw refused(
                        String.format(
                                Locale.ROOT,
                                "%s has no meaning for %s in the engine %s",
                                name,
                                planeWave.chosen() && chosen != gaussian
                                        ? "a crystal"
                                        : "a molecule",
                                chosen.engine()));
            }
        }
    }

    /** Files of densities belong to a single calculation. */
    void refuseFiles() {
        if (gaussian.start() != null || gaussian.save() != null) {
            throw refused("--start and --save have no meaning here: every geometry begins anew");
        }
    }

    /**
     * @param engine name that was given; null for the one that suits what is to be calculated
     */
    ScfChoice of(String engine) {
        List<ScfChoice> engines = List.of(gaussian, planeWave.beside(gaussian));
        if (engine != null) {
            return engines.stream()
                    .filter(e -> e.engine().equals(engine))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    refused(
                                            String.format(
                                                    Locale.ROOT,
                                                    "there is no engine '%s'; there are %s",
                                                    engine,
                                                    engines.stream()
                                                            .map(ScfChoice::engine)
                                                            .toList())));
        }
        return engines.stream()
                .filter(ScfChoice::chosen)
                .findFirst()
                .orElseThrow(
                        () -> refused("what is to be calculated? give --molecule or --crystal"));
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
