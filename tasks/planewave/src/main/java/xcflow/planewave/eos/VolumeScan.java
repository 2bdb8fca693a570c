package xcflow.planewave.eos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.NotConvergedException;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.symmetry.SpaceGroup;
import xcflow.structure.symmetry.SymmetricCrystal;

/**
 * Energies of a crystal at several volumes, with the same relative atomic positions.
 *
 * <p>All volumes share the Fourier grid that the largest one needs, so that the discretisation of
 * exchange and correlation changes smoothly along the scan, and the same symmetry operations, those
 * that hold at every volume; each volume starts from the density of the one before.
 *
 * @param model the crystal at relative volume 1
 * @param settings cutoff, k-points, tolerance
 * @param inPlane whether only the first two lattice vectors are strained, as for layers
 */
public record VolumeScan(Model model, Settings settings, boolean inPlane) {

    /**
     * One volume.
     *
     * @param volume bohr³ per cell
     * @param energy free energy, Ha per cell
     * @param iterations of the density
     */
    public record Point(double volume, double energy, int iterations) {}

    /** Told of every volume; may end the scan. */
    public interface Listener {
        /**
         * @param index of the volume, from 0
         * @param energy after the iteration, Ha per cell
         */
        default void iteration(int index, int iteration, double energy) {}

        /** A volume is finished; the state is worth keeping as a checkpoint. */
        default void finished(State state) {}

        default boolean cancelled() {
            return false;
        }

        /** Something that is doubtful about the energies; each kind is told at one volume only. */
        default void warning(Warning warning) {}
    }

    /** Relative volumes evenly spread over 1 ± {@code range}. */
    public static List<Double> spread(int count, double range) {
        if (count < 5 || !(range > 0 && range < 0.5)) {
            throw new IllegalArgumentException(
                    "a scan needs at least 5 volumes within less than ±50 %");
        }
        List<Double> volumes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            volumes.add(1 - range + 2 * range * i / (count - 1));
        }
        return volumes;
    }

    /** The crystal strained to a relative volume. */
    public Crystal strained(double relativeVolume) {
        return strained(model.crystal(), relativeVolume);
    }

    private Crystal strained(Crystal crystal, double relativeVolume) {
        double factor = inPlane ? Math.sqrt(relativeVolume) : Math.cbrt(relativeVolume);
        return crystal.withLattice(crystal.lattice().scaled(factor, factor, inPlane ? 1 : factor));
    }

    /**
     * What a scan has done so far: all that is needed to go on as if it had never stopped.
     *
     * @param points the finished volumes
     * @param density self-consistent density of the last of them; null before the first
     */
    public record State(List<Point> points, Density density) {
        public State {
            points = List.copyOf(points);
        }

        /** The state before the first volume. */
        public static State initial() {
            return new State(List.of(), null);
        }
    }

    /**
     * Computes the energies.
     *
     * @param relativeVolumes in the order in which they are to be computed
     * @param state of an interrupted scan, or {@link State#initial()}
     * @return one point for each volume, in their order
     * @throws NotConvergedException if a volume does not converge
     * @throws xcflow.spi.CancelledException if the listener wants it
     */
    public List<Point> run(List<Double> relativeVolumes, State state, Listener listener) {
        Settings common = commonGrid(relativeVolumes);
        SymmetricCrystal symmetric = model.symmetric(common, inPlane);
        Scan scan = new Scan(symmetric, common, listener);
        symmetric.doubt().ifPresent(listener::warning);
        State now = state;
        for (int i = state.points().size(); i < relativeVolumes.size(); i++) {
            now = scan.next(now, relativeVolumes.get(i));
            listener.finished(now);
        }
        return now.points();
    }

    /** Density of a stored state, from the coefficients of its last volume. */
    public Density density(
            List<Double> relativeVolumes, int finished, double[] total, double[] magnetisation) {
        Settings common = commonGrid(relativeVolumes);
        List<Integer> n = common.grid().orElseThrow();
        Crystal symmetric = model.symmetric(common, inPlane).crystal();
        return new Density(
                DensityBasis.of(
                        strained(symmetric, relativeVolumes.get(finished - 1)).lattice(),
                        settings.cutoff(),
                        n.get(0),
                        n.get(1),
                        n.get(2)),
                total,
                magnetisation);
    }

    /** What the volumes of one scan have in common. */
    private final class Scan {
        private final Model symmetric;
        private final SpaceGroup group;
        private final Settings common;
        private final Listener listener;

        /** Kinds of doubts that earlier volumes had: only their numbers would be others. */
        private final Set<String> told = new HashSet<>();

        Scan(SymmetricCrystal crystal, Settings common, Listener listener) {
            this.symmetric = model.withCrystal(crystal.crystal());
            this.common = common;
            this.listener = listener;
            this.group = crystal.group();
        }

        State next(State state, double relativeVolume) {
            int index = state.points().size();
            Crystal crystal = strained(symmetric.crystal(), relativeVolume);
            ScfResult result =
                    PlaneWaves.solve(
                            symmetric.withCrystal(crystal),
                            group,
                            common,
                            state.density(),
                            watcher(index, listener));
            result.warnings().stream()
                    .filter(warning -> !told.contains(warning.code()))
                    .forEach(listener::warning);
            result.warnings().forEach(warning -> told.add(warning.code()));
            if (!result.converged()) {
                throw new NotConvergedException(
                        String.format(
                                Locale.ROOT,
                                "%s did not converge at %.1f %% of the volume within %d iterations:"
                                        + " the energy is uncertain by %.1e Ha",
                                crystal.formula(),
                                100 * relativeVolume,
                                common.maxIterations(),
                                result.residual()));
            }
            List<Point> points = new ArrayList<>(state.points());
            points.add(new Point(crystal.volume(), result.energy(), result.iterations()));
            return new State(points, result.density());
        }
    }

    private static ScfListener watcher(int index, Listener listener) {
        return new ScfListener() {
            @Override
            public void iteration(int number, double energy, double residual, Density next) {
                listener.iteration(index, number, energy);
            }

            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        };
    }

    /** Points of the Fourier grid in each direction that all the volumes share. */
    public List<Integer> grid(List<Double> relativeVolumes) {
        return commonGrid(relativeVolumes).grid().orElseThrow();
    }

    private Settings commonGrid(List<Double> relativeVolumes) {
        if (settings.grid().isPresent()) {
            return settings;
        }
        double largest = relativeVolumes.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        // Making the crystal symmetric moves its lattice a little: the grid must do for either.
        Crystal symmetric = model.symmetric(settings, inPlane).crystal();
        List<Integer> a = grid(strained(model.crystal(), largest));
        List<Integer> b = grid(strained(symmetric, largest));
        return settings.withGrid(
                Math.max(a.get(0), b.get(0)),
                Math.max(a.get(1), b.get(1)),
                Math.max(a.get(2), b.get(2)));
    }

    private List<Integer> grid(Crystal crystal) {
        return DensityBasis.gridSize(crystal.lattice(), settings.cutoff());
    }
}
