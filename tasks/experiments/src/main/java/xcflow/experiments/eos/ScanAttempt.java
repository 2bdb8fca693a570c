package xcflow.experiments.eos;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.planewave.basis.Density;
import xcflow.planewave.eos.VolumeScan;
import xcflow.planewave.scf.NotConvergedException;
import xcflow.spi.TaskContext;
import xcflow.spi.Warning;

/**
 * A scan of volumes that goes on when one of them does not converge. Keeps what is finished in the
 * checkpoint; the result does not depend on interruptions.
 */
final class ScanAttempt {
    private final CrystalScan scan;
    private final TaskContext context;

    /** Volumes that are still believed to converge, the finished ones first. */
    private final List<Double> volumes;

    private final List<String> missing = new ArrayList<>();
    private VolumeScan.State state = VolumeScan.State.initial();

    ScanAttempt(CrystalScan scan, TaskContext context) {
        this.scan = scan;
        this.context = context;
        this.volumes = new ArrayList<>(scan.volumes());
    }

    /**
     * Computes the energies.
     *
     * @throws IllegalArgumentException if the crystal cannot be calculated with these settings
     */
    void run() throws IOException {
        resume();
        while (state.points().size() < volumes.size()) {
            try {
                scan.scan().run(volumes, state, watch());
            } catch (NotConvergedException e) {
                leaveOut(e.getMessage());
            }
        }
    }

    /** The finished volumes, in their order. */
    List<VolumeScan.Point> points() {
        return state.points();
    }

    /** Why the others are missing. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    private void leaveOut(String reason) {
        volumes.remove(state.points().size());
        missing.add(reason);
        context.log().warn("{}", reason);
        save();
    }

    private VolumeScan.Listener watch() {
        return new VolumeScan.Listener() {
            @Override
            public void iteration(int index, int iteration, double energy) {
                int number = index + missing.size();
                context.progress(
                        scan.fraction(number, iteration),
                        String.format(
                                Locale.ROOT,
                                "volume %d of %d, iteration %d, E = %.8f Ha",
                                number + 1,
                                scan.volumes().size(),
                                iteration,
                                energy));
            }

            @Override
            public void finished(VolumeScan.State now) {
                state = now;
                VolumeScan.Point last = now.points().get(now.points().size() - 1);
                context.log()
                        .info(
                                "volume {} bohr³: {} Ha in {} iterations",
                                last.volume(),
                                last.energy(),
                                last.iterations());
                save();
            }

            @Override
            public boolean cancelled() {
                return context.cancelled();
            }

            @Override
            public void warning(Warning warning) {
                context.warn(warning);
            }
        };
    }

    private void save() {
        try {
            context.saveCheckpoint(
                    out -> {
                        DataOutputStream data = new DataOutputStream(out);
                        data.writeInt(missing.size());
                        for (String reason : missing) {
                            data.writeUTF(reason);
                        }
                        data.writeInt(volumes.size());
                        for (double volume : volumes) {
                            data.writeDouble(volume);
                        }
                        data.writeInt(state.points().size());
                        for (VolumeScan.Point point : state.points()) {
                            data.writeDouble(point.volume());
                            data.writeDouble(point.energy());
                            data.writeInt(point.iterations());
                        }
                        write(data, state.density() == null ? null : state.density().total());
                        write(
                                data,
                                state.density() == null ? null : state.density().magnetisation());
                        data.flush();
                    });
        } catch (IOException e) {
            context.log().warn("the checkpoint could not be written: {}", e.getMessage());
        }
    }

    private void resume() throws IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return;
        }
        try (DataInputStream data = new DataInputStream(checkpoint.get())) {
            int failures = data.readInt();
            for (int i = 0; i < failures; i++) {
                missing.add(data.readUTF());
            }
            volumes.clear();
            int left = data.readInt();
            for (int i = 0; i < left; i++) {
                volumes.add(data.readDouble());
            }
            List<VolumeScan.Point> points = new ArrayList<>();
            int count = data.readInt();
            for (int i = 0; i < count; i++) {
                points.add(
                        new VolumeScan.Point(data.readDouble(), data.readDouble(), data.readInt()));
            }
            double[] total = read(data);
            double[] magnetisation = read(data);
            Density density =
                    total == null
                            ? null
                            : scan.scan().density(volumes, count, total, magnetisation);
            state = new VolumeScan.State(points, density);
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
}
