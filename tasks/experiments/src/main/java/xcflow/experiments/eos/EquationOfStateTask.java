package xcflow.experiments.eos;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.batch.CrystalSettingsInput;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.SmearingInput;
import xcflow.experiments.input.SymmetryInput;
import xcflow.functional.Functional;
import xcflow.planewave.eos.VolumeScan;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
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

                All volumes have the same symmetry operations. Coordinates that are symmetric but
                for rounding are made so exactly, and it is said.

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
            @Describe(
                            value = "Plane-wave cutoff; default is the one recommended for it.",
                            unit = "Ha",
                            min = 1,
                            max = 1000)
                    Optional<Double> cutoff,
            @Describe(
                            value =
                                    "Range below the cutoff in which plane waves fade out, so that"
                                            + " energies change smoothly with the volume; zero: a"
                                            + " sharp cutoff. Default: a tenth of the cutoff.",
                            unit = "Ha",
                            min = 0,
                            max = 100)
                    Optional<Double> cutoffSmoothing,
            @Describe(
                            value =
                                    "Divisions of the k-point mesh; default is the recommended one.",
                            example = "[4, 4, 4]",
                            min = 3,
                            max = 3)
                    Optional<List<Integer>> kpoints,
            @Describe(
                            value = "Shift of the mesh in units of its step.",
                            defaultValue = "[0, 0, 0]",
                            min = 3,
                            max = 3)
                    List<Double> shift,
            @Describe("Smearing; default is the recommended one, none for insulators.")
                    Optional<SmearingInput> smearing,
            @Describe(
                            value = "Pseudopotentials by element where not the recommended ones.",
                            defaultValue = "{}",
                            example = "{Mg: Mg-q10}")
                    Map<String, String> pseudopotentials,
            @Describe(value = "Number of volumes.", defaultValue = "7", min = 5, max = 51)
                    int volumes,
            @Describe(
                            value = "Volumes lie within ± this fraction of the starting one.",
                            defaultValue = "0.06",
                            min = 0.005,
                            max = 0.3)
                    double range,
            @Describe(
                            value = "Estimated error of the energy at which the iteration stops.",
                            unit = "Ha",
                            defaultValue = "1e-8",
                            min = 1e-12,
                            max = 1e-3)
                    double tolerance,
            @Describe(value = SymmetryInput.SYNTAX, defaultValue = "true", example = "false")
                    Object symmetry) {

        /** What an equation of state shares with every other calculation of crystals. */
        CrystalSettingsInput common() {
            return new CrystalSettingsInput(
                    cutoff, kpoints, shift, smearing, pseudopotentials, tolerance, symmetry);
        }
    }

    /** Outputs. */
    public record Outputs(
            @Describe("Volumes and energies, for `eos-fit`.") EnergyCurve curve,
            @Describe(value = "The same as a table (CSV).", absolute = 1e-7) Artefact table,
            @Describe(value = "Iterations of the density, all volumes together.", relative = 0.1)
                    int iterations,
            @Describe("Why volumes are missing from the curve.") List<String> missing) {}

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
        new InputCheck(inputs).crystals("crystal").functional("functional");
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        CrystalInput input = CrystalInput.load(inputs.crystal(), context::file);
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        CrystalScan scan = scan(input, functional, inputs, context.threads());
        scan.doubts().forEach(context::warn);
        ScanAttempt attempt = new ScanAttempt(scan, context);
        try {
            attempt.run();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
        List<VolumeScan.Point> points = attempt.points();
        if (!attempt.missing().isEmpty()) {
            context.warn(
                    "volumes-missing",
                    String.format(
                            Locale.ROOT,
                            "%d of %d volumes of %s with %s did not converge and are left out: %s",
                            attempt.missing().size(),
                            scan.volumes().size(),
                            input.name(),
                            scan.functional(),
                            String.join("; ", attempt.missing())));
        }
        EnergyCurve curve = scan.curve(points);
        return new Outputs(
                curve,
                context.store(
                        "energies.csv",
                        "text/csv",
                        out -> write(curve, new OutputStreamWriter(out, StandardCharsets.UTF_8))),
                points.stream().mapToInt(VolumeScan.Point::iterations).sum(),
                attempt.missing());
    }

    private static CrystalScan scan(
            CrystalInput input, Functional functional, Inputs inputs, int threads)
            throws TaskFailure {
        String label =
                inputs.label().orElse(FunctionalInput.label(inputs.functional(), functional));
        try {
            return CrystalScan.of(input, functional, label, inputs, threads);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    private static void write(EnergyCurve curve, Writer out) throws IOException {
        out.write("volume_bohr3,energy_ha,lattice_constant_angstrom\n");
        for (int i = 0; i < curve.volumes().size(); i++) {
            double volume = curve.volumes().get(i);
            out.write(volume + "," + curve.energies().get(i) + "," + curve.latticeConstant(volume));
            out.write('\n');
        }
        out.flush();
    }
}
