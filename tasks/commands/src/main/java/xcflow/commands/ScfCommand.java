package xcflow.commands;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.ArrayList;
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
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.NotConverged;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.functional.Functional;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.spi.Anticipating;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** Solves the Kohn–Sham equations of one system. */
@Command(
        name = "scf",
        description = "Solve the Kohn-Sham equations of one molecule or crystal.",
        footer = {
            "",
            "Energies are in hartree. Exit code 1: it did not converge; 2: unusable input.",
            "Example: xcflow scf --molecule H2O --basis def2-tzvp --functional PBE",
            "Example: xcflow scf --crystal Si --cutoff 20 --kpoints 4x4x4"
        })
final class ScfCommand implements Callable<Integer>, Anticipating, Launched {
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

    @Option(names = "--forces", description = "Calculate the forces on the atoms too, in Ha/bohr.")
    private boolean forces;

    @Mixin private CalculationOptions calculation = new CalculationOptions();

    @ArgGroup(validate = false, heading = "%nMolecules in Gaussian basis sets:%n")
    private MoleculeOptions gaussian = new MoleculeOptions();

    @ArgGroup(validate = false, heading = "%nCube files of molecules in Gaussian basis sets:%n")
    private CubeFiles cubes = new CubeFiles();

    @ArgGroup(validate = false, heading = "%nCrystals, and molecules in a box, in plane waves:%n")
    private PlaneWaveOptions planeWave = new PlaneWaveOptions();

    @ArgGroup(validate = false, heading = "%nDensity of states of crystals, in plane waves:%n")
    private DosFiles states = new DosFiles();

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(
                // Plane waves compute in native code: one calculation without spin needs no
                // optimising compiler.
                ProfileRule.given(LaunchProfile.SERIES, "--moment"),
                ProfileRule.given(LaunchProfile.SERIES, "--site-moments"),
                ProfileRule.given(LaunchProfile.LOOK, "--crystal"),
                ProfileRule.like(LaunchProfile.SERIES, "--engine", "planewave"),
                // The smallest molecules are done before an optimising compiler has begun, unless
                // something makes them dear; networks want vector instructions.
                ProfileRule.like(LaunchProfile.INTEGRALS, "--functional", "*.*", "*/*"),
                ProfileRule.unlike(LaunchProfile.INTEGRALS, "--grid", "[0-4]"),
                ProfileRule.unlike(
                        LaunchProfile.INTEGRALS,
                        "--basis",
                        "sto-3g",
                        "6-31g*",
                        "def2-svp",
                        "def2-tzvp",
                        "cc-pvdz"),
                ProfileRule.like(
                        LaunchProfile.LOOK,
                        "--molecule",
                        "[A-Za-z]",
                        "[A-Za-z][A-Za-z0-2]",
                        "[A-Za-z][A-Za-z0-2][A-Za-z0-2]"),
                ProfileRule.always(LaunchProfile.INTEGRALS));
    }

    @Override
    public void anticipate() {
        LoadingAhead.start();
    }

    @Override
    public Integer call() throws IOException {
        ChosenEngine engines = new ChosenEngine(gaussian, planeWave, spec);
        ScfChoice chosen = engines.of(engine);
        engines.refuseUnused(chosen);
        int threads = calculation.threads();
        Functional resolved = FunctionalArgument.resolve(functional, spec);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress =
                calculation.json()
                        ? new PrintWriter(Writer.nullWriter())
                        : spec.commandLine().getErr();
        long begin = System.nanoTime();
        try {
            ScfReport report = solve(chosen.request(), chosen, resolved, threads, progress);
            print(report, chosen, resolved, begin, out);
            return 0;
        } catch (NotConverged | WrongSolution e) {
            if (calculation.json()) {
                Map<String, Object> message = Map.of("message", e.getMessage());
                print(
                        new ScfReport(Double.NaN, Map.of(), false, 0, message, List.of()),
                        chosen,
                        resolved,
                        begin,
                        out);
            } else {
                spec.commandLine().getErr().println("xcflow: " + e.getMessage());
            }
            return 1;
        } catch (TaskFailure | IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private ScfReport solve(
            ScfChoice.Request request,
            ScfChoice chosen,
            Functional resolved,
            int threads,
            PrintWriter progress)
            throws TaskFailure, IOException {
        Engine solver = Engines.named(chosen.engine());
        if (forces) {
            solver.requireForces();
        }
        if (chosen == gaussian) {
            cubes.check(gaussian.molecule());
        } else if (cubes.wantsAny()) {
            throw new TaskFailure("--cube has no meaning in the engine " + chosen.engine());
        }
        if (states.wantsAny()) {
            if (!request.kind().equals("crystal")) {
                throw new TaskFailure("--dos has no meaning for a molecule");
            }
            states.check();
        }
        Record settings =
                solver.suited(PlainSettings.of(solver, request.settings()), List.of(resolved));
        solver.check(settings, request.files());
        List<Warning> warnings = new ArrayList<>(solver.doubts(request.structure(), settings));
        try (Prepared prepared =
                solver.prepare(
                        request.structure(), settings, new Resources(threads, request.files()))) {
            Optional<StartDensity> start =
                    gaussian.start() == null
                            ? Optional.empty()
                            : Optional.of(StartFile.read(gaussian.start(), prepared::read));
            Solution solution = prepared.solve(resolved, start, step -> tell(step, progress));
            if (gaussian.save() != null) {
                try (OutputStream file =
                        new BufferedOutputStream(Files.newOutputStream(gaussian.save()))) {
                    solution.density().write(file);
                }
            }
            Map<String, Object> details = new LinkedHashMap<>();
            details.put(request.kind(), request.shown());
            details.putAll(solution.details());
            if (forces) {
                details.put("forces", ScfReport.vectors(solution.requiredForces()));
            }
            if (chosen == gaussian) {
                Map<String, Object> written = cubes.write(gaussian.molecule(), solution);
                if (!written.isEmpty()) {
                    details.put("cube-integrals", written);
                }
            }
            if (states.wantsAny()) {
                details.putAll(states.write(request.shown(), solution));
            }
            warnings.addAll(solution.warnings());
            extrapolated(resolved, request.shown(), solution).ifPresent(warnings::add);
            return new ScfReport(
                    solution.energy(),
                    solution.energies(),
                    true,
                    solution.iterations(),
                    details,
                    warnings);
        }
    }

    /** Whether the density is one that the functional was not trained on, if it says on which. */
    private static Optional<Warning> extrapolated(
            Functional functional, String system, Solution solution) throws TaskFailure {
        if (!(functional instanceof NeuralFunctional neural) || neural.trainedOn().isEmpty()) {
            return Optional.empty();
        }
        var sample = solution.sample();
        return TrainingDomain.doubt(functional, system, sample.points(), sample.weights());
    }

    private static void tell(Watch.Step step, PrintWriter progress) {
        progress.printf(
                Locale.ROOT, "%3d  %18.10f Ha  %s%n", step.number(), step.energy(), step.state());
        progress.flush();
    }

    private void print(
            ScfReport report, ScfChoice chosen, Functional resolved, long begin, PrintWriter out) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (calculation.json()) {
            report.printJson(chosen.engine(), resolved.name(), seconds, out);
        } else {
            report.printText(seconds, out);
        }
        PrintWriter err = spec.commandLine().getErr();
        report.warnings().forEach(warning -> CommandWarnings.print(err, warning));
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
