package xcflow.experiments.relax;

import xcflow.spi.TaskFailure;

/**
 * Search for a minimum of the energy of a molecule in the Cartesian coordinates of its atoms:
 * quasi-Newton steps with a model of the second derivatives that every step improves (BFGS, damped
 * as by M. J. D. Powell, Math. Program. 14, 224 (1978)), within a radius in which the model has
 * proved to be good. Translations and rotations are taken out.
 *
 * <p>It ends in a minimum near the start, or, from a symmetric start, in a stationary point that
 * need not be a minimum: forces without a component off the symmetry never leave it.
 */
final class Relaxation {
    private static final double FIRST_RADIUS = 0.3;
    private static final double LARGEST_RADIUS = 0.6;

    /** A smaller step means that forces and energies contradict each other, bohr. */
    private static final double SMALLEST_RADIUS = 1e-4;

    /** Energies are known no better than this, hartree. */
    private static final double NOISE = 1e-7;

    /** An energy surface. */
    @FunctionalInterface
    interface Surface {
        /**
         * @param positions x, y, z of each atom, bohr
         * @throws TaskFailure if there is no energy there
         */
        Point at(double[] positions) throws TaskFailure;
    }

    /**
     * Energy in hartree and forces in hartree per bohr, x, y, z of each atom.
     *
     * @param positions x, y, z of each atom, bohr
     */
    record Point(double[] positions, double energy, double[] forces) {

        /** Greatest component of a force, hartree per bohr. */
        double largestForce() {
            double largest = 0;
            for (double force : forces) {
                largest = Math.max(largest, Math.abs(force));
            }
            return largest;
        }
    }

    /** Told of every point. */
    @FunctionalInterface
    interface Listener {
        void point(int number, Point point);
    }

    /**
     * Where it ended.
     *
     * @param points number of energies that were calculated
     */
    record Result(Point point, int points, boolean converged) {}

    private final Surface surface;
    private final double force;
    private final int limit;
    private final Listener listener;

    /**
     * @param force greatest component of a force at the end, hartree per bohr
     * @param limit greatest number of energies
     */
    Relaxation(Surface surface, double force, int limit, Listener listener) {
        this.surface = surface;
        this.force = force;
        this.limit = limit;
        this.listener = listener;
    }

    /** Relaxes from the positions given, x, y, z of each atom in bohr. */
    Result run(double[] start) throws TaskFailure {
        Point here = surface.at(start);
        Curvature curvature = Curvature.guess(start);
        double radius = FIRST_RADIUS;
        for (int points = 1; ; points++) {
            listener.point(points, here);
            if (here.largestForce() < force) {
                return new Result(here, points, true);
            }
            if (points >= limit || radius < SMALLEST_RADIUS) {
                return new Result(here, points, false);
            }
            double[] gradient = negative(here.forces());
            double[] step = curvature.step(here.positions(), gradient, radius);
            Point there = surface.at(sum(here.positions(), step));
            double expected = curvature.change(gradient, step);
            double change = there.energy() - here.energy();
            curvature.learn(step, sum(negative(there.forces()), here.forces()));
            if (change > 0.25 * expected + NOISE) {
                radius = 0.5 * Math.min(radius, length(step));
            } else if (change < 0.75 * expected && length(step) > 0.8 * radius) {
                radius = Math.min(LARGEST_RADIUS, 1.5 * radius);
            }
            if (change < NOISE) {
                here = there;
            }
        }
    }

    private static double[] negative(double[] a) {
        double[] b = a.clone();
        for (int i = 0; i < b.length; i++) {
            b[i] = -b[i];
        }
        return b;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] += b[i];
        }
        return c;
    }

    private static double length(double[] a) {
        double sum = 0;
        for (double component : a) {
            sum += component * component;
        }
        return Math.sqrt(sum);
    }
}
