package xcflow.gaussian.integral;

/**
 * Exact Coulomb matrices for a sequence of densities that converges: J = J[ρ₀] + J_fit[ρ − ρ₀],
 * with J[ρ₀] exact and only the small rest fitted.
 *
 * <p>Fitting leaves out a few thousandths of a density difference (in the Coulomb norm), so the
 * reference ρ₀ is renewed, exactly, as soon as the density changes by less than a hundredth of its
 * distance from ρ₀: the error of J stays below the change from one density to the next. The error
 * of the Coulomb energy is of second order in the parts that the fits leave out.
 */
final class CorrectedCoulomb implements CoulombMatrix {
    private static final double RENEWAL = 0.01;

    private final CoulombMatrix exact;
    private final CoulombMatrix fitted;

    /** ρ₀, and the density asked for last; null before the first. */
    private double[] reference;

    private double[] before;

    /** J[ρ₀]. */
    private double[] atReference;

    CorrectedCoulomb(CoulombMatrix exact, CoulombMatrix fitted) {
        this.exact = exact;
        this.fitted = fitted;
    }

    @Override
    public synchronized double[] build(double[] density) {
        if (before == null) {
            reference = new double[density.length];
            atReference = new double[density.length];
            before = density.clone();
            return fitted.build(density);
        }
        double[] difference = combine(density, -1, reference);
        double change = largest(combine(density, -1, before));
        before = density.clone();
        if (change > RENEWAL * largest(difference)) {
            return combine(fitted.build(difference), 1, atReference);
        }
        if (largest(difference) > 0) {
            atReference = combine(exact.build(difference), 1, atReference);
            reference = density.clone();
        }
        return atReference.clone();
    }

    private static double[] combine(double[] a, double factor, double[] b) {
        double[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] += factor * b[i];
        }
        return c;
    }

    private static double largest(double[] a) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
