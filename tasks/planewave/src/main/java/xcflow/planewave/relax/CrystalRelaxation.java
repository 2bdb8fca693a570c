package xcflow.planewave.relax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.symmetry.SpaceGroup;
import xcflow.structure.symmetry.SymmetricCrystal;

/**
 * Moves the atoms of a crystal, and if wanted its cell, to where neither forces nor stress act. The
 * operations that the crystal has at the beginning are kept.
 *
 * @param force greatest force on an atom at the end, Ha/bohr, less the mean of all atoms
 * @param stress greatest component at the end, Ha/bohr³; empty if the cell stays as it is
 * @param maxSteps most calculations of the energy
 */
public record CrystalRelaxation(double force, Optional<Double> stress, int maxSteps) {
    /** Curvature, Ha/bohr², of a usual bond. */
    private static final double BOND = 0.3;

    /** Longest step in all coordinates together, bohr. */
    private static final double LONGEST = 0.4;

    /** By how much lattice vectors may grow before the Fourier grid is too coarse. */
    private static final double GROWTH = 1.08;

    /** How often a step is halved that leads to a cell for which the grid is too coarse. */
    private static final int SHORTER = 4;

    /** By how much, Ha per atom, waves that come and go make energies of strained cells uneven. */
    private static final double UNEVEN = 1e-7;

    public CrystalRelaxation {
        if (!(force > 0) || stress.filter(s -> !(s > 0)).isPresent() || maxSteps < 1) {
            throw new IllegalArgumentException(
                    "a relaxation needs positive tolerances and at least one step");
        }
    }

    /** Of the atoms alone, to a greatest force in Ha/bohr. */
    public static CrystalRelaxation ofAtoms(double force) {
        return new CrystalRelaxation(force, Optional.empty(), 100);
    }

    /** Of atoms and cell, to a greatest force in Ha/bohr and a greatest stress in Ha/bohr³. */
    public static CrystalRelaxation ofCell(double force, double stress) {
        return new CrystalRelaxation(force, Optional.of(stress), 100);
    }

    /**
     * Where a relaxation ended.
     *
     * @param converged whether forces and stress are as small as was wanted
     * @param crystal the relaxed crystal
     * @param point its energy, forces and stress; a relaxation whose last one is not
     *     self-consistent is not converged either
     * @param points number of calculations
     */
    public record Outcome(boolean converged, Crystal crystal, Point point, int points) {}

    /** Told of every point, and asked for those of an interrupted relaxation. */
    public interface Log {
        /** Of a relaxation that nobody watches. */
        Log NONE =
                new Log() {
                    @Override
                    public void point(int number, Crystal crystal, Point point) {
                        // Nobody watches.
                    }

                    @Override
                    public void calculated(List<Point> points, Density best) {
                        // Nothing is kept.
                    }

                    @Override
                    public List<Point> known() {
                        return List.of();
                    }

                    @Override
                    public Density density() {
                        return null;
                    }
                };

        /**
         * @param number from 1
         */
        void point(int number, Crystal crystal, Point point);

        /** All points so far, after one was calculated, and the density of the best one. */
        void calculated(List<Point> points, Density best);

        /** The first points, which need not be calculated again. */
        List<Point> known();

        /** The density of the best of the known points. */
        Density density();
    }

    /**
     * Relaxes a crystal. Forces are right to about 2e-6 Ha/bohr if energies converge to 1e-9 Ha. A
     * cell that grows by more than 8 % along a vector is not followed any further: begin again with
     * the crystal of the outcome.
     *
     * @throws IllegalArgumentException if the input makes no sense, or the cell is to change with a
     *     sharp cutoff, with which energies and stress do not belong together
     * @throws xcflow.spi.CancelledException if the listener wants it
     */
    public Outcome of(Model model, Settings settings, ScfListener listener) {
        return of(model, settings, listener, Log.NONE);
    }

    /**
     * As {@link #of(Model, Settings, ScfListener)}.
     *
     * @param log what it knows is not calculated again; the outcome is the same
     */
    public Outcome of(Model model, Settings settings, ScfListener listener, Log log) {
        boolean withCell = stress.isPresent();
        if (withCell && settings.cutoffSmoothing() == 0) {
            throw new IllegalArgumentException(
                    "a cell is relaxed with a smoothed cutoff: a tenth of the cutoff, for example");
        }
        Settings common = withGrid(model, settings);
        SymmetricCrystal symmetric = model.symmetric(common, false);
        CellCoordinates coordinates = new CellCoordinates(symmetric.crystal(), withCell);
        double noise = 10 * common.tolerance() + (withCell ? UNEVEN * model.atoms().size() : 0);
        QuasiNewton search = new QuasiNewton(coordinates.size(), BOND, LONGEST, noise);
        List<Point> points = new ArrayList<>();
        Density density = log.density();
        Point best = null;
        double[] x = new double[coordinates.size()];
        while (true) {
            Crystal crystal = coordinates.at(x);
            Optional<Point> known = known(log, points.size(), x);
            Calculated calculated =
                    known.isPresent()
                            ? new Calculated(known.get(), density)
                            : point(
                                    model.withCrystal(crystal),
                                    symmetric.group(),
                                    common,
                                    x,
                                    best == null ? null : density,
                                    listener);
            Point point = calculated.point();
            points.add(point);
            double[] gradient = coordinates.gradient(x, point.forces(), point.stress());
            if (search.learn(x, point.energy(), gradient)) {
                best = point;
                density = calculated.density();
            }
            if (known.isEmpty()) {
                log.calculated(points, density);
            }
            log.point(points.size(), crystal, point);
            boolean converged = reached(best);
            x = search.next();
            for (int i = 0; i < SHORTER && !fits(coordinates.at(x), common); i++) {
                search.shorten();
                x = search.next();
            }
            if (converged || points.size() == maxSteps || !fits(coordinates.at(x), common)) {
                return new Outcome(converged, coordinates.at(best.x()), best, points.size());
            }
        }
    }

    /** A point and its density. */
    private record Calculated(Point point, Density density) {}

    private static Optional<Point> known(Log log, int index, double[] x) {
        return index < log.known().size() && Arrays.equals(log.known().get(index).x(), x)
                ? Optional.of(log.known().get(index))
                : Optional.empty();
    }

    private Calculated point(
            Model model,
            SpaceGroup group,
            Settings settings,
            double[] x,
            Density start,
            ScfListener listener) {
        ScfResult result = PlaneWaves.solve(model, group, settings, start, listener);
        double[] tensor = stress.isPresent() ? result.stress() : new double[9];
        return new Calculated(
                new Point(
                        x,
                        result.energy(),
                        result.converged(),
                        result.forces(),
                        tensor,
                        result.warnings()),
                result.density());
    }

    private boolean reached(Point point) {
        return point.converged()
                && point.greatestForce() < force
                && point.greatestStress() < stress.orElse(Double.POSITIVE_INFINITY);
    }

    /** All cells share a grid, so that exchange and correlation change smoothly. */
    private Settings withGrid(Model model, Settings settings) {
        if (stress.isEmpty()) {
            return settings;
        }
        List<Integer> n =
                DensityBasis.gridSize(model.crystal().lattice().scaled(GROWTH), settings.cutoff());
        return settings.withGrid(n.get(0), n.get(1), n.get(2));
    }

    private static boolean fits(Crystal crystal, Settings settings) {
        List<Integer> needed = DensityBasis.gridSize(crystal.lattice(), settings.cutoff());
        for (int axis = 0; axis < 3 && settings.grid().isPresent(); axis++) {
            if (needed.get(axis) > settings.grid().get().get(axis)) {
                return false;
            }
        }
        return true;
    }
}
