package xcflow.gaussian.scf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import xcflow.gaussian.integral.CoulombMatrix;

/**
 * Repulsion of the density with itself for densities that converge: exact at an anchor, while the
 * interaction of the small rest with itself is fitted. With δ = D − D₀ and J₀ the exact potential
 * of the anchor D₀, E = ½ D₀ J₀ + δ J₀ + ½ δ J_fit[δ].
 *
 * <p>A fit leaves out a small part of the potential of δ; the anchor is moved to the density when
 * that becomes too much.
 */
final class AnchoredHartree implements EnergyTerm {
    /** What a fit of a whole density leaves out of its potential, per unit of its elements. */
    private static final double OF_DENSITIES = 2e-4;

    /** How much worse differences of densities are fitted than densities, relatively. */
    private static final double DIFFERENCES = 6;

    /** How much worse the next difference may be fitted than the one before. */
    private static final double CAUTION = 3;

    private final CoulombMatrix exact;
    private final CoulombMatrix fitted;
    private double[] anchor;
    private double[] potential;
    private List<double[]> correction;
    private double distance;
    private double leftOut = OF_DENSITIES;
    private boolean first = true;
    private boolean renew;

    /**
     * @param near whether the first density is near the solution already, so that it becomes the
     *     first anchor; otherwise the fit is good enough for a while
     */
    AnchoredHartree(CoulombMatrix exact, CoulombMatrix fitted, boolean near) {
        this.exact = exact;
        this.fitted = fitted;
        this.renew = near;
    }

    @Override
    public String name() {
        return Energies.COULOMB;
    }

    @Override
    public double add(SpinDensity density, List<double[]> fock) {
        double[] total = density.total();
        if (anchor == null) {
            anchor = new double[total.length];
            potential = new double[total.length];
        }
        double[] rest = difference(total, anchor);
        distance = largest(rest);
        correction = null;
        double[] field = potential;
        double energy = 0.5 * dot(anchor, potential);
        if (renew) {
            double[] exactRest = exact.build(rest);
            learn(rest, exactRest, fock.size());
            field = sum(exactRest, potential);
            energy = 0.5 * dot(total, field);
            anchor = total.clone();
            potential = field;
            distance = 0;
            renew = false;
        } else if (distance > 0) {
            double[] fittedRest = fitted.build(rest);
            energy += dot(rest, potential) + 0.5 * dot(rest, fittedRest);
            field = sum(fittedRest, potential);
        }
        for (double[] matrix : fock) {
            EnergyTerm.addTo(matrix, field);
        }
        return energy;
    }

    /** Compares the fit of a rest with its exact potential. */
    private void learn(double[] rest, double[] exactRest, int spins) {
        if (distance > 0) {
            double[] error = difference(exactRest, fitted.build(rest));
            correction = Collections.nCopies(spins, error);
            leftOut = (first ? DIFFERENCES : CAUTION) * largest(error) / distance;
            first = false;
        }
    }

    @Override
    public double uncertainty() {
        return leftOut * distance;
    }

    @Override
    public Optional<List<double[]>> correction() {
        return Optional.ofNullable(correction);
    }

    @Override
    public void renew() {
        renew = true;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] -= b[i];
        }
        return c;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] c = a.clone();
        EnergyTerm.addTo(c, b);
        return c;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] a) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
