package xcflow.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.NotConverged;
import xcflow.engine.PlainSettings;
import xcflow.engine.Relaxer;
import xcflow.engine.WrongSolution;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.relax.RelaxCrystalTask;
import xcflow.experiments.relax.RelaxTask;
import xcflow.functional.Functional;
import xcflow.spi.Anticipating;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.spi.Selected;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/** Moves the atoms of one system to where no forces act. */
@Command(
        name = "relax",
        description = "Relax the geometry of one molecule or crystal.",
        footer = {
            "",
            "Writes relaxed.xyz and relaxation.csv into the directory of --output; an interrupted search",
            "goes on from there. Exit code 1: it is not relaxed after --points; 2: unusable input.",
            "Example: xcflow relax --molecule H2O --basis def2-tzvp --output water",
            "Example: xcflow relax --crystal Si --kpoints 4x4x4 --stress 1e-6 --output silicon"
        })
final class RelaxCommand implements Callable<Integer>, Anticipating, Launched {
    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "gaussian or planewave (default: gaussian for --molecule, planewave for --crystal).")
    private String engine;

    @Option(
            names = "--functional",
            paramLabel = "NAME|FILE",
            defaultValue = "PBE",
            description = "Reference by name, or a functional's file (default: ${DEFAULT-VALUE}).")
    private String functional;

    @Option(
            names = "--force",
            paramLabel = "HA/BOHR",
            defaultValue = "1e-4",
            description =
                    "Greatest force that is left: a component of a molecule's, the length of a crystal's"
                            + " (default: ${DEFAULT-VALUE}).")
    private double force;

    @Option(
            names = "--stress",
            paramLabel = "HA/BOHR3",
            description =
                    "Relax the cell of a crystal too, until no component of the stress is larger.")
    private Double stress;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Greatest number of geometries that are calculated (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            defaultValue = "relaxed",
            description = "Where to write (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Mixin private CalculationOptions calculation = new CalculationOptions();

    @ArgGroup(validate = false, heading = "%nMolecules in Gaussian basis sets:%n")
    private MoleculeOptions gaussian = new MoleculeOptions();

    @ArgGroup(validate = false, heading = "%nCrystals, and molecules in a box, in plane waves:%n")
    private PlaneWaveOptions planeWave = new PlaneWaveOptions();

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.SERIES));
    }

    @Override
    public void anticipate() {
        LoadingAhead.start();
    }

    @Override
    public Integer call() throws Exception {
        ChosenEngine chosen = new ChosenEngine(gaussian, planeWave, spec);
        ScfChoice choice = chosen.of(engine);
        chosen.refuseUnused(choice);
        chosen.refuseFiles();
        if (stress != null && !planeWave.chosen()) {
            throw refused("--stress has no meaning for a molecule: it has no cell");
        }
        Functional resolved = FunctionalArgument.resolve(functional, spec);
        PrintWriter err = spec.commandLine().getErr();
        DirectoryContext context =
                new DirectoryContext(
                        output,
                        calculation.threads(),
                        (fraction, message) -> {
                            if (!calculation.json()) {
                                err.println(message);
                                err.flush();
                            }
                        },
                        warning -> CommandWarnings.print(err, warning));
        try {
            print(relaxed(choice, resolved, context), context);
            context.finished();
            return 0;
        } catch (NotConverged | WrongSolution e) {
            err.println("xcflow: " + e.getMessage());
            return 1;
        } catch (TaskFailure | IllegalArgumentException e) {
            throw refused(e.getMessage());
        } finally {
            context.abandon();
        }
    }

    private Map<String, Object> relaxed(
            ScfChoice choice, Functional resolved, DirectoryContext context) throws Exception {
        ScfChoice.Request request = choice.request();
        Engine solver = Engines.named(choice.engine());
        Selected<Engine> selected =
                new Selected<>(solver, PlainSettings.of(solver, request.settings()));
        solver.check(selected.settings(), request.files());
        for (Path file : request.files().paths()) {
            context.add(file);
        }
        return request.structure() instanceof Structure.OfCrystal crystal
                ? crystal(crystal, resolved, selected, context)
                : molecule((Structure.OfMolecule) request.structure(), resolved, selected, context);
    }

    private Map<String, Object> molecule(
            Structure.OfMolecule molecule,
            Functional resolved,
            Selected<Engine> selected,
            DirectoryContext context)
            throws Exception {
        RelaxTask.Outputs outputs =
                RelaxTask.relax(
                        new NamedMolecule(molecule.name(), molecule.molecule()),
                        resolved,
                        selected,
                        force,
                        points,
                        context);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("energy", outputs.energy());
        result.put("largest-force", outputs.largestForce());
        result.put("geometries", outputs.rows().size());
        result.put("geometry", context.file(outputs.geometry()).toString());
        return result;
    }

    private Map<String, Object> crystal(
            Structure.OfCrystal crystal,
            Functional resolved,
            Selected<Engine> selected,
            DirectoryContext context)
            throws TaskFailure, IOException {
        RelaxCrystalTask.Outputs outputs =
                RelaxCrystalTask.relax(
                        crystal,
                        resolved,
                        selected,
                        new Relaxer.Target(force, Optional.ofNullable(stress), points),
                        context);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("energy", outputs.energy());
        result.put("largest-force", outputs.largestForce());
        if (stress != null) {
            result.put("largest-stress", outputs.largestStress());
            result.put("volume", outputs.volume());
            result.put("lengths", outputs.lengths());
        }
        result.put("geometries", outputs.rows().size());
        result.put("geometry", context.file(outputs.geometry()).toString());
        return result;
    }

    private void print(Map<String, Object> result, DirectoryContext context) {
        PrintWriter out = spec.commandLine().getOut();
        if (calculation.json()) {
            result.put("warnings", CommandWarnings.json(context.warnings()));
            out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            result.forEach(
                    (name, value) ->
                            out.printf(Locale.ROOT, "%-15s %s%n", name, text(name, value)));
        }
        out.flush();
    }

    private static String text(String name, Object value) {
        return switch (name) {
            case "energy" -> String.format(Locale.ROOT, "%.10f Ha", (Double) value);
            case "largest-force" -> String.format(Locale.ROOT, "%.1e Ha/bohr", (Double) value);
            case "largest-stress" -> String.format(Locale.ROOT, "%.1e Ha/bohr³", (Double) value);
            case "volume" -> String.format(Locale.ROOT, "%.4f Å³", (Double) value);
            case "lengths" -> {
                List<?> lengths = (List<?>) value;
                yield String.format(Locale.ROOT, "%.5f %.5f %.5f Å", lengths.toArray());
            }
            default -> value.toString();
        };
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
