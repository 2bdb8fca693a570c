package xcflow.gaussian.scf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import xcflow.gaussian.algebra.Matrices;
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
    private final CoulombMatrix exact;
    private final CoulombMatrix fitted;
    private double[] anchor;
    private double[] potential;
    private List<double[]> correction;
    private double distance;
    private final FitError fitError = new FitError();
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
        double[] rest = Matrices.sum(total, -1, anchor);
        distance = FitError.largest(rest);
        correction = null;
        double[] field = potential;
        double energy = 0.5 * Matrices.dot(anchor, potential);
        if (renew) {
            double[] exactRest = exact.build(rest);
            learn(rest, exactRest, fock.size());
            field = Matrices.sum(exactRest, 1, potential);
            energy = 0.5 * Matrices.dot(total, field);
            anchor = total.clone();
            potential = field;
            distance = 0;
            renew = false;
        } else if (distance > 0) {
            double[] fittedRest = fitted.build(rest);
            energy += Matrices.dot(rest, potential) + 0.5 * Matrices.dot(rest, fittedRest);
            field = Matrices.sum(fittedRest, 1, potential);
        }
        for (double[] matrix : fock) {
            EnergyTerm.addTo(matrix, field);
        }
        return energy;
    }

    /** Compares the fit of a rest with its exact potential. */
    private void learn(double[] rest, double[] exactRest, int spins) {
        if (distance > 0) {
            double[] error = Matrices.sum(exactRest, -1, fitted.build(rest));
            correction = Collections.nCopies(spins, error);
            fitError.learn(FitError.largest(error), distance);
        }
    }

    @Override
    public double uncertainty() {
        return fitError.at(distance);
    }

    @Override
    public Optional<List<double[]>> correction() {
        return Optional.ofNullable(correction);
    }

    @Override
    public void renew() {
        renew = true;
    }
}
