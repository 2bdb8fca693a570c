package xcflow.campaign;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.planewave.basis.Density;
import xcflow.planewave.eos.VolumeScan;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Energies of a crystal at several volumes. */
@TaskInfo(
        name = "equation-of-state",
        version = "5",
        title = "Energies of a crystal at several volumes",
        description =
                """
                Solves the Kohn–Sham equations of a crystal in plane waves at volumes around that of
                the library (or file), with any functional. All volumes share one Fourier grid, so
                that differences between functionals are smooth, and the cutoff is smoothed, so that the
                curve of each functional is smooth too. `eos-fit` turns the curve into
                lattice constant, bulk modulus and its derivative.

                Layered crystals are strained in the plane of the layers.
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
            @Describe(value = "Name of a crystal of the library, or a POSCAR file.", example = "Si")
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
                    double tolerance) {

        /** What an equation of state shares with every other calculation of crystals. */
        CrystalSettingsInput common() {
            return new CrystalSettingsInput(
                    cutoff, kpoints, shift, smearing, pseudopotentials, tolerance);
        }
    }

    /** Outputs. */
    public record Outputs(
            @Describe("Volumes and energies, for `eos-fit`.") EnergyCurve curve,
            @Describe(value = "The same as a table (CSV).", absolute = 1e-7) Artefact table,
            @Describe(value = "Iterations of the density, all volumes together.", relative = 0.1)
                    int iterations) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        CrystalInput input = CrystalInput.load(inputs.crystal(), context);
        Functional functional = FunctionalInput.load(inputs.functional(), context);
        CrystalScan scan = scan(input, functional, inputs, context.threads());
        List<VolumeScan.Point> points;
        try {
            points = scan.scan().run(scan.volumes(), resume(scan, context), watch(scan, context));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
        EnergyCurve curve = scan.curve(points);
        return new Outputs(
                curve,
                context.store(
                        "energies.csv",
                        "text/csv",
                        out -> write(curve, new OutputStreamWriter(out, StandardCharsets.UTF_8))),
                points.stream().mapToInt(VolumeScan.Point::iterations).sum());
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

    private static VolumeScan.Listener watch(CrystalScan scan, TaskContext context) {
        return new VolumeScan.Listener() {
            @Override
            public void iteration(int index, int iteration, double energy) {
                context.progress(
                        scan.fraction(index, iteration),
                        String.format(
                                Locale.ROOT,
                                "volume %d of %d, iteration %d, E = %.8f Ha",
                                index + 1,
                                scan.volumes().size(),
                                iteration,
                                energy));
            }

            @Override
            public void finished(VolumeScan.State state) {
                VolumeScan.Point last = state.points().get(state.points().size() - 1);
                context.log()
                        .info(
                                "volume {} bohr³: {} Ha in {} iterations",
                                last.volume(),
                                last.energy(),
                                last.iterations());
                save(state, context);
            }

            @Override
            public boolean cancelled() {
                return context.cancelled();
            }

            @Override
            public void warning(String message) {
                context.log().warn(message);
            }
        };
    }

    private static void save(VolumeScan.State state, TaskContext context) {
        try {
            context.saveCheckpoint(
                    out -> {
                        DataOutputStream data = new DataOutputStream(out);
                        data.writeInt(state.points().size());
                        for (VolumeScan.Point point : state.points()) {
                            data.writeDouble(point.volume());
                            data.writeDouble(point.energy());
                            data.writeInt(point.iterations());
                        }
                        write(data, state.density().total());
                        write(data, state.density().magnetisation());
                        data.flush();
                    });
        } catch (IOException e) {
            context.log().warn("the checkpoint could not be written: {}", e.getMessage());
        }
    }

    private static VolumeScan.State resume(CrystalScan scan, TaskContext context)
            throws IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return VolumeScan.State.initial();
        }
        try (DataInputStream data = new DataInputStream(checkpoint.get())) {
            List<VolumeScan.Point> points = new ArrayList<>();
            int count = data.readInt();
            for (int i = 0; i < count; i++) {
                points.add(
                        new VolumeScan.Point(data.readDouble(), data.readDouble(), data.readInt()));
            }
            double[] total = read(data);
            Density density = scan.scan().density(scan.volumes(), count, total, read(data));
            return new VolumeScan.State(points, density);
        }
    }

    private static void write(DataOutputStream data, double[] values) throws IOException {
        data.writeInt(values == null ? -1 : values.length);
        if (values != null) {
            for (double value : values) {
                data.writeDouble(value);
            }
        }
    }

    private static double[] read(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0) {
            return null;
        }
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = data.readDouble();
        }
        return values;
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
