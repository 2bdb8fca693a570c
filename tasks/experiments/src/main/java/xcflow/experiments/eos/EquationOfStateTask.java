package xcflow.experiments.eos;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.Engine;
import xcflow.engine.Magnetism;
import xcflow.engine.Resources;
import xcflow.experiments.batch.FormerInputs;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.functional.Functional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Formerly;
import xcflow.spi.KnownInputs;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;

/** Energies of a crystal at several volumes. */
@TaskInfo(
        name = "equation-of-state",
        version = "6",
        title = "Energies of a crystal at several volumes",
        description =
                """
                Solves the Kohn–Sham equations of a crystal in plane waves at volumes around that of
                the library (or file), with any functional. All volumes share one Fourier grid, so
                that differences between functionals are smooth, and the cutoff is smoothed, so that the
                curve of each functional is smooth too. `eos-fit` turns the curve into
                lattice constant, bulk modulus and its derivative.

                All volumes have the same symmetry operations. Coordinates that are symmetric
                within rounding are made exactly symmetric, with a warning.

                With spin the moments at each volume are given too, and a moment that collapses or
                jumps from one volume to the next is a warning: there the curve is not one.

                Layered crystals are strained in the plane of the layers. A volume that does not
                converge is left out of the curve and named in `missing`.
                """,
        example =
                """
                silicon:
                  uses: equation-of-state
                  with: {crystal: Si, functional: PBE}
                """)
public final class EquationOfStateTask
        implements Task<EquationOfStateTask.Inputs, EquationOfStateTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(
                            value =
                                    "Name of a crystal of the library, or a POSCAR, CIF or extended XYZ file.",
                            example = "Si")
                    Source crystal,
            @Describe(
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe("Label of the functional in tables; default is its name.")
                    Optional<String> label,
            @Describe(value = "Number of volumes.", defaultValue = "7", min = 5, max = 51)
                    int volumes,
            @Describe(
                            value = "Volumes lie within ± this fraction of the starting one.",
                            defaultValue = "0.06",
                            min = 0.005,
                            max = 0.3)
                    double range,
            @Describe(value = "What solves the equations.", defaultValue = "planewave")
                    @Formerly(value = "cutoff", now = "planewave.cutoff")
                    @Formerly(value = "cutoff-smoothing", now = "planewave.cutoff-smoothing")
                    @Formerly(value = "kpoints", now = "planewave.kpoints")
                    @Formerly(value = "shift", now = "planewave.shift")
                    @Formerly(value = "smearing", now = "planewave.smearing")
                    @Formerly(value = "pseudopotentials", now = "planewave.pseudopotentials")
                    @Formerly(value = "tolerance", now = "planewave.tolerance")
                    @Formerly(value = "symmetry", now = "planewave.symmetry")
                    Selected<Engine> engine) {}

    /** Outputs. */
    public record Outputs(
            @Describe("Volumes and energies, for `eos-fit`.") EnergyCurve curve,
            @Describe(value = "The same as a table (CSV).", absolute = 1e-7) Artefact table,
            @Describe(value = "Iterations of the density, all volumes together.", relative = 0.1)
                    int iterations,
            @Describe("Why volumes are missing from the curve.") List<String> missing,
            @Describe(
                            value = "With spin, moment of the cell at each volume of the curve.",
                            unit = "µB",
                            absolute = 1e-3)
                    Optional<List<Double>> moments,
            @Describe(
                            value = "With spin, ∫ |ρ↑ − ρ↓| over the cell at each volume.",
                            unit = "µB",
                            absolute = 1e-3)
                    Optional<List<Double>> absoluteMoments,
            @Describe(
                            value =
                                    "With spin, moments at each volume in the spheres about the"
                                            + " atoms that reach half-way to their nearest"
                                            + " neighbours.",
                            unit = "µB",
                            absolute = 1e-3)
                    Optional<List<List<Double>>> siteMoments) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public void check(KnownInputs inputs) {
        new InputCheck(inputs)
                .crystals("crystal")
                .functional("functional", "engine")
                .engine("engine");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        return FormerInputs.planewave(inputs);
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        CrystalInput input = CrystalInput.load(inputs.crystal(), context::file);
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        String label =
                inputs.label().orElse(FunctionalInput.label(inputs.functional(), functional));
        inputs.engine().plugin().check(inputs.engine().settings(), context::file);
        CrystalScan scan =
                CrystalScan.of(
                        input,
                        functional,
                        label,
                        inputs.engine(),
                        inputs.volumes(),
                        inputs.range(),
                        new Resources(context.threads(), context::file));
        scan.doubts().forEach(context::warn);
        ScanAttempt attempt = new ScanAttempt(scan, context);
        attempt.run();
        List<CrystalScan.Point> points = attempt.points();
        if (!attempt.missing().isEmpty()) {
            context.warn(
                    "volumes-missing",
                    String.format(
                            Locale.ROOT,
                            "%d of %d volumes of %s with %s did not converge and are left out: %s",
                            attempt.missing().size(),
                            scan.size(),
                            input.name(),
                            scan.label(),
                            String.join("; ", attempt.missing())));
        }
        EnergyCurve curve = scan.curve(points);
        MomentCurve moments = MomentCurve.of(points);
        moments.doubt(input.name(), scan.label()).ifPresent(context::warn);
        return new Outputs(
                curve,
                context.store(
                        "energies.csv",
                        "text/csv",
                        out ->
                                write(
                                        curve,
                                        moments,
                                        new OutputStreamWriter(out, StandardCharsets.UTF_8))),
                points.stream().mapToInt(CrystalScan.Point::iterations).sum(),
                attempt.missing(),
                moments.each(Magnetism::total),
                moments.each(Magnetism::absolute),
                moments.each(Magnetism::sites));
    }

    private static void write(EnergyCurve curve, MomentCurve moments, Writer out)
            throws IOException {
        out.write("volume_bohr3,energy_ha,lattice_constant_angstrom");
        out.write(moments.header());
        out.write('\n');
        for (int i = 0; i < curve.volumes().size(); i++) {
            double volume = curve.volumes().get(i);
            out.write(volume + "," + curve.energies().get(i) + "," + curve.latticeConstant(volume));
            out.write(moments.cells(i));
            out.write('\n');
        }
        out.flush();
    }
}
