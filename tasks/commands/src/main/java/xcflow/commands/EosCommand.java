package xcflow.commands;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
import xcflow.engine.Resources;
import xcflow.engine.WrongSolution;
import xcflow.experiments.eos.CrystalScan;
import xcflow.experiments.eos.EosChart;
import xcflow.experiments.eos.EquationOfState;
import xcflow.experiments.eos.FittedCurve;
import xcflow.experiments.eos.MomentCurve;
import xcflow.experiments.eos.ScanRun;
import xcflow.experiments.input.CrystalInput;
import xcflow.functional.Functional;
import xcflow.spi.Anticipating;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.spi.Selected;
import xcflow.spi.TaskFailure;

/** Computes the equation of state of one crystal. */
@Command(
        name = "eos",
        description = "Lattice constant and bulk modulus of one crystal, in plane waves.",
        footer = {
            "",
            "Exit code 1: it did not converge, or the energies have no minimum; 2: unusable input.",
            "Examples: xcflow eos --crystal Si --functional PBE",
            "          xcflow eos --crystal POSCAR --cutoff 40 --kpoints 4x4x4 --plot eos.svg",
            "          xcflow eos --list"
        })
final class EosCommand implements Callable<Integer>, Anticipating, Launched {
    /** The options are those of this one. */
    private static final String ENGINE = "planewave";

    @Option(
            names = "--crystal",
            paramLabel = "NAME|FILE",
            description =
                    "Name of a crystal of the library, or a POSCAR, CIF or extended XYZ file.")
    private String crystal;

    @Option(names = "--list", description = "Show the library with its recommended settings.")
    private boolean list;

    @Option(
            names = "--functional",
            paramLabel = "NAME|FILE",
            defaultValue = "PBE",
            description = "Reference by name, or a functional's file (default: ${DEFAULT-VALUE}).")
    private String functional;

    @Mixin private CrystalOptions options = new CrystalOptions();

    @Mixin private SpinOptions spin = new SpinOptions();

    @Option(
            names = "--cutoff-smoothing",
            paramLabel = "HA",
            description =
                    "Range below the cutoff in which plane waves fade out; 0: sharp cutoff"
                            + " (default: a tenth of the cutoff).")
    private Double smoothing;

    @Option(
            names = "--volumes",
            paramLabel = "N",
            defaultValue = "7",
            description = "Number of volumes, at least 5 (default: ${DEFAULT-VALUE}).")
    private int volumes;

    @Option(
            names = "--range",
            paramLabel = "FRACTION",
            defaultValue = "0.06",
            description =
                    "Volumes lie within ± this fraction of the first (default: ${DEFAULT-VALUE}).")
    private double range;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "birch-murnaghan",
            description = "birch-murnaghan or vinet (default: ${DEFAULT-VALUE}).")
    private String form;

    @Option(
            names = "--tolerance",
            paramLabel = "HA",
            defaultValue = "1e-8",
            description = "Allowed error of the energy (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curve (SVG).")
    private Path plot;

    @Mixin private CalculationOptions calculation = new CalculationOptions();

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
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            CrystalList.print(calculation.json(), out);
            return 0;
        }
        EquationOfState.Form chosen = form();
        CrystalScan scan = scan();
        EosProgress progress =
                new EosProgress(scan, calculation.json(), spec.commandLine().getErr());
        scan.doubts().forEach(progress::warning);
        try {
            ScanRun run = new ScanRun(scan, progress);
            List<CrystalScan.Point> points = new ArrayList<>();
            for (int index = 0; index < scan.size(); index++) {
                points.add(run.compute(index));
            }
            FittedCurve fitted = fit(scan, points, chosen);
            fitted.warnings().forEach(progress::warning);
            MomentCurve.of(points)
                    .doubt(scan.input().name(), scan.label())
                    .ifPresent(progress::warning);
            if (plot != null) {
                try (OutputStream file = Files.newOutputStream(plot)) {
                    new EosChart(scan.input().name(), List.of(fitted)).write(file);
                }
            }
            EosReport report =
                    new EosReport(
                            scan, points, fitted, progress.warnings(), progress.elapsedSeconds());
            if (calculation.json()) {
                report.printJson(out);
            } else {
                report.printText(out);
            }
            return 0;
        } catch (NotConverged | WrongSolution | IllegalStateException e) {
            spec.commandLine().getErr().println("xcflow: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        } catch (TaskFailure | IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    /** A curve without a minimum is a failure of the calculation and not of the input. */
    private static FittedCurve fit(
            CrystalScan scan, List<CrystalScan.Point> points, EquationOfState.Form form) {
        try {
            return FittedCurve.of(scan.curve(points), form);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private CrystalScan scan() throws IOException {
        if (crystal == null) {
            throw refused("what is to be calculated? give --crystal; --list shows the names");
        }
        int threads = calculation.threads();
        Functional resolved = FunctionalArgument.resolve(functional, spec);
        try {
            CrystalInput input = CrystalInput.nameOrFile(crystal);
            CrystalOptions.requireElements(options.pseudopotentials(), input.crystal());
            spin.requireElements(input.crystal());
            Engine engine = Engines.named(ENGINE);
            Record settings = PlainSettings.of(engine, settings());
            engine.check(settings, options.files());
            return CrystalScan.of(
                    input,
                    resolved,
                    resolved.name(),
                    new Selected<>(engine, settings),
                    volumes,
                    range,
                    new Resources(threads, options.files()));
        } catch (TaskFailure | IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private Map<String, Object> settings() throws IOException {
        Map<String, Object> settings = options.settings();
        spin.into(settings);
        settings.put("cutoff-smoothing", smoothing);
        settings.put("tolerance", tolerance);
        return settings;
    }

    private EquationOfState.Form form() {
        return switch (form) {
            case "birch-murnaghan" -> EquationOfState.Form.BIRCH_MURNAGHAN;
            case "vinet" -> EquationOfState.Form.VINET;
            default ->
                    throw refused(
                            "there is no form '" + form + "'; there are birch-murnaghan, vinet");
        };
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
