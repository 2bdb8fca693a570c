package xcflow.experiments.eos;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.experiments.batch.CheckpointData;
import xcflow.experiments.output.MagnetismFile;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/**
 * A scan of volumes that goes on when one of them does not converge. Keeps what is finished in the
 * checkpoint; the result does not depend on interruptions.
 */
final class ScanAttempt {
    /** Negative, where earlier releases wrote the number of missing volumes. */
    private static final int FORMAT = -3;

    private final CrystalScan scan;
    private final TaskContext context;
    private final ScanRun run;
    private final List<CrystalScan.Point> points = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** Volumes whose energies are known, or not to be had. */
    private int done;

    /** The last volume with an energy; −1 before the first. */
    private int last = -1;

    ScanAttempt(CrystalScan scan, TaskContext context) {
        this.scan = scan;
        this.context = context;
        this.run = new ScanRun(scan, listener());
    }

    /**
     * Computes the energies.
     *
     * @throws TaskFailure if the crystal cannot be calculated with these settings
     */
    void run() throws TaskFailure, IOException {
        resume();
        for (; done < scan.size(); done++) {
            try {
                CrystalScan.Point point = run.compute(done);
                points.add(point);
                last = done;
                context.log()
                        .info(
                                "volume {} bohr³: {} Ha in {} iterations",
                                point.volume(),
                                point.energy(),
                                point.iterations());
            } catch (NotConverged e) {
                missing.add(e.getMessage());
                context.log().warn("{}", e.getMessage());
            }
            save();
        }
    }

    /** The finished volumes, in their order. */
    List<CrystalScan.Point> points() {
        return List.copyOf(points);
    }

    /** Why the others are missing. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    private ScanRun.Listener listener() {
        return new ScanRun.Listener() {
            @Override
            public void iteration(int index, int iteration, double energy) {
                context.progress(
                        scan.fraction(index, iteration),
                        String.format(
                                Locale.ROOT,
                                "volume %d of %d, iteration %d, E = %.8f Ha",
                                index + 1,
                                scan.size(),
                                iteration,
                                energy));
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
        CheckpointData.save(
                context,
                data -> {
                    data.writeInt(FORMAT);
                    data.writeInt(done + 1);
                    data.writeInt(last);
                    data.writeInt(missing.size());
                    for (String reason : missing) {
                        data.writeUTF(reason);
                    }
                    data.writeInt(points.size());
                    for (CrystalScan.Point point : points) {
                        data.writeDouble(point.volume());
                        data.writeDouble(point.energy());
                        data.writeInt(point.iterations());
                        MagnetismFile.write(point.magnetism(), data);
                    }
                    if (last >= 0) {
                        run.density().orElseThrow().write(data);
                    }
                });
    }

    private void resume() throws TaskFailure, IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return;
        }
        try (DataInputStream data = new DataInputStream(checkpoint.get())) {
            if (data.readInt() != FORMAT) {
                context.log().info("the checkpoint of an earlier release is not used");
                return;
            }
            done = data.readInt();
            last = data.readInt();
            for (int left = data.readInt(); left > 0; left--) {
                missing.add(data.readUTF());
            }
            for (int left = data.readInt(); left > 0; left--) {
                points.add(
                        new CrystalScan.Point(
                                data.readDouble(),
                                data.readDouble(),
                                data.readInt(),
                                MagnetismFile.read(data)));
            }
            if (last >= 0) {
                try (Prepared prepared = scan.series().at(last)) {
                    run.resume(prepared.read(data));
                }
            }
        }
    }
}
