package xcflow.experiments.eos;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** Computes the volumes of a scan; each starts from the density of the one before. */
public final class ScanRun {
    private final CrystalScan scan;
    private final Listener listener;

    /** Kinds of doubts that earlier volumes had: only their numbers would be others. */
    private final Set<String> told = new HashSet<>();

    private Optional<StartDensity> density = Optional.empty();

    /** Told of every iteration; may end the scan. */
    public interface Listener {
        /**
         * @param index of the volume, from 0
         * @param energy after the iteration, Ha per cell
         */
        void iteration(int index, int iteration, double energy);

        /** Something that is doubtful about the energies; each kind is told at one volume only. */
        void warning(Warning warning);

        default boolean cancelled() {
            return false;
        }
    }

    /** Begins a scan; what is doubtful about all of it is told at once. */
    public ScanRun(CrystalScan scan, Listener listener) {
        this.scan = scan;
        this.listener = listener;
        scan.series().warnings().forEach(listener::warning);
    }

    /**
     * Computes a volume.
     *
     * @throws xcflow.engine.NotConverged if it does not converge
     * @throws xcflow.spi.CancelledException if the listener wants it
     */
    public CrystalScan.Point compute(int index) throws TaskFailure {
        try (Prepared prepared = scan.series().at(index)) {
            Solution solution = prepared.solve(scan.functional(), density, watch(index));
            solution.warnings().stream()
                    .filter(warning -> !told.contains(warning.code()))
                    .forEach(listener::warning);
            solution.warnings().forEach(warning -> told.add(warning.code()));
            density = Optional.of(solution.density());
            return new CrystalScan.Point(
                    scan.series().volume(index),
                    solution.energy(),
                    solution.iterations(),
                    solution.magnetism());
        }
    }

    /** Density of the last volume; empty before the first. */
    Optional<StartDensity> density() {
        return density;
    }

    /** Goes on from the density of an interrupted scan. */
    void resume(StartDensity last) {
        density = Optional.of(last);
    }

    private Watch watch(int index) {
        return new Watch() {
            @Override
            public void iteration(Step step) {
                listener.iteration(index, step.number(), step.energy());
            }

            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        };
    }
}
