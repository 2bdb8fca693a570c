package xcflow.commands;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.correlated.CorrelatedEnergy;
import xcflow.gaussian.correlated.CorrelatedMethod;
import xcflow.gaussian.correlated.CorrelationException;
import xcflow.numerics.Workers;
import xcflow.spi.Anticipating;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Computes a correlated energy of one molecule. */
@Command(
        name = "correlated",
        description = "Hartree-Fock, MP2, CCSD or CCSD(T) energy of one molecule.",
        footer = {
            "",
            "Energies are in hartree. Exit code 1: it did not converge or is too large; 2: unusable"
                    + " input.",
            "Example: xcflow correlated --molecule H2O --method 'ccsd(t)' --basis cc-pvtz"
        })
final class CorrelatedCommand implements Callable<Integer>, Anticipating, Launched {
    @Option(
            names = "--molecule",
            required = true,
            paramLabel = "NAME|FILE|ATOMS",
            description = "Name, XYZ file, or atoms inline in ångström: \"O 0 0 0; H 0 0 0.97\".")
    private String molecule;

    @Option(
            names = "--charge",
            converter = WholeCharge.class,
            description =
                    "Total charge (default: the molecule's own); alone it leaves as few electrons"
                            + " unpaired as possible.")
    private Integer charge;

    @Option(
            names = "--unpaired",
            description = "Number of unpaired electrons (default: the molecule's own).")
    private Integer unpaired;

    @Option(
            names = "--method",
            defaultValue = "ccsd(t)",
            description = "hf, mp2, ccsd or ccsd(t) (default: ${DEFAULT-VALUE}).")
    private String method;

    @Option(
            names = "--basis",
            paramLabel = "NAME|FILE",
            defaultValue = "cc-pvdz",
            description = "Bundled basis set, or a Gaussian-94 file (default: ${DEFAULT-VALUE}).")
    private String basis;

    @Option(names = "--frozen-core", description = "Leave noble-gas cores uncorrelated.")
    private boolean frozenCore;

    @Mixin private CalculationOptions calculation = new CalculationOptions();

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.CORRELATE));
    }

    @Override
    public void anticipate() {
        LoadingAhead.start();
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Basis functions;
        CorrelatedMethod chosen;
        try {
            chosen = CorrelatedMethod.of(method);
            functions = Basis.of(molecule(), basis);
        } catch (IllegalArgumentException | CorrelationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        int threads = calculation.threads();
        PrintWriter err = spec.commandLine().getErr();
        CorrelatedEnergy.Listener listener =
                message -> {
                    if (!calculation.json()) {
                        err.println(message);
                        err.flush();
                    }
                };
        try (Workers workers = new Workers(threads)) {
            CorrelatedEnergy energy =
                    CorrelatedEnergy.of(functions, chosen, frozenCore, workers, listener);
            Map<String, Object> values = values(functions, energy);
            values.put("warnings", CommandWarnings.json(energy.warnings()));
            print(values, (System.nanoTime() - begin) / 1e9);
            energy.warnings().forEach(warning -> CommandWarnings.print(err, warning));
            return 0;
        } catch (CorrelationException e) {
            err.println("xcflow: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private Molecule molecule() {
        return Molecules.parse(molecule)
                .with(Optional.ofNullable(charge), Optional.ofNullable(unpaired));
    }

    private Map<String, Object> values(Basis functions, CorrelatedEnergy energy) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("molecule", functions.molecule().formula());
        values.put("charge", functions.molecule().charge());
        values.put("unpaired", functions.molecule().unpaired());
        values.put("method", energy.method().title());
        values.put("basis", functions.name());
        values.put("functions", functions.count());
        values.put("frozenCore", frozenCore);
        values.put("energy", energy.total());
        values.put("hartreeFock", energy.hartreeFock());
        energy.mp2().ifPresent(value -> values.put("mp2Correlation", value));
        energy.ccsd().ifPresent(value -> values.put("ccsdCorrelation", value));
        energy.triples().ifPresent(value -> values.put("triples", value));
        values.put("spinSquared", energy.spinSquared());
        values.put("iterations", energy.iterations());
        return values;
    }

    private void print(Map<String, Object> values, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        values.put("seconds", seconds);
        if (calculation.json()) {
            Screen.json(out, values);
        } else {
            values.remove("warnings");
            values.forEach(
                    (name, value) ->
                            out.println(
                                    value instanceof Double number
                                            ? String.format(
                                                    Locale.ROOT, "%-16s %16.8f", name, number)
                                            : String.format(
                                                    Locale.ROOT, "%-16s %16s", name, value)));
        }
        out.flush();
    }
}
