package xcflow.planewave.relax;

/**
 * Proposes steps to a minimum from energies and gradients, with a model of the inverse curvature
 * that each evaluation improves. Broyden, Fletcher, Goldfarb and Shanno; formulas after J. Nocedal
 * & S. J. Wright, Numerical Optimization, 2nd ed. (2006), eqs. 6.17 and 6.20.
 *
 * <p>The model begins as a multiple of the unit matrix and is built of gradients alone, so steps
 * have the symmetry of the gradients.
 */
final class QuasiNewton {
    private final double most;
    private final double noise;
    private final double[][] inverse;
    private double longest;
    private boolean learned;
    private double[] best;
    private double[] gradient;
    private double energy;

    /**
     * @param curvature that is expected before anything is known
     * @param most longest step
     * @param noise by which energies may be wrong: a step that raises the energy by less is good
     */
    QuasiNewton(int size, double curvature, double most, double noise) {
        this.most = most;
        this.noise = noise;
        this.longest = most;
        this.inverse = new double[size][size];
        for (int i = 0; i < size; i++) {
            inverse[i][i] = 1 / curvature;
        }
    }

    /**
     * Takes in what was found at a point.
     *
     * @return whether the point is the best so far, from which the next step starts
     */
    boolean learn(double[] point, double valueThere, double[] slopeThere) {
        boolean first = best == null;
        if (!first) {
            improve(difference(point, best), difference(slopeThere, gradient));
        }
        boolean better = first || valueThere <= energy + noise;
        if (better) {
            best = point.clone();
            gradient = slopeThere.clone();
            energy = valueThere;
            longest = Math.min(most, first ? longest : 1.5 * longest);
        } else {
            // Half of a step that went too far, whatever the model says now.
            longest = 0.5 * Math.min(longest, length(difference(point, best)));
        }
        return better;
    }

    /** Makes the next step shorter, because where it leads nothing can be evaluated. */
    void shorten() {
        longest = 0.5 * Math.min(longest, length(difference(next(), best)));
    }

    /** The point to evaluate next. */
    double[] next() {
        double[] step = new double[best.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = -product(inverse[i], gradient);
        }
        double scale = Math.min(1, longest / Math.max(length(step), 1e-300));
        double[] point = best.clone();
        for (int i = 0; i < step.length; i++) {
            point[i] += scale * step[i];
        }
        return point;
    }

    private void improve(double[] s, double[] y) {
        double sy = product(s, y);
        // Without positive curvature the model would not lead downhill any more.
        if (!(sy > 1e-10 * length(s) * length(y))) {
            return;
        }
        if (!learned) {
            double scale = sy / product(y, y);
            for (int i = 0; i < s.length; i++) {
                inverse[i][i] = scale;
            }
            learned = true;
        }
        double[] hy = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            hy[i] = product(inverse[i], y);
        }
        double factor = (1 + product(y, hy) / sy) / sy;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                inverse[i][j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] d = new double[a.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = a[i] - b[i];
        }
        return d;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double length(double[] a) {
        return Math.sqrt(product(a, a));
    }
}
