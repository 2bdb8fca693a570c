package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.gaussian.algebra.Matrices;
import xcflow.gaussian.integral.ExchangeMatrix;
import xcflow.gaussian.xc.DensityMatrix;

/**
 * A share of the exchange of the orbitals for densities that converge: exact at an anchor, while
 * the exchange of the small rest with itself is fitted. With δ = D − D₀ and K₀ the exact matrix of
 * the anchor D₀ of a spin, K = K₀ + K_fit[D] − K_fit[D₀] and E ∝ ½ D₀ K₀ + δ K₀ + ½ δ K_fit[δ]: the
 * energy errs by what the fit leaves out of the exchange of δ with itself.
 *
 * <p>The anchor is moved to the density when a fit leaves out too much, as in {@link
 * AnchoredHartree}.
 */
final class AnchoredExchange implements EnergyTerm {
    private final double fraction;
    private final ExchangeMatrix exact;
    private final ExchangeMatrix fitted;

    /** Of each spin. */
    private List<Anchor> anchors;

    private List<double[]> correction;
    private double share;
    private double distance;
    private final FitError fitError = new FitError();
    private boolean renew;

    /**
     * A density of one spin, [n × n], its exchange matrix and the fit of that.
     *
     * @param fit of {@code exchange}
     */
    private record Anchor(double[] density, double[] exchange, double[] fit) {
        static Anchor none(int n) {
            return new Anchor(new double[n * n], new double[n * n], new double[n * n]);
        }

        /** The exchange matrix of a density whose fitted one is given. */
        double[] with(double[] fitted) {
            return Matrices.sum(Matrices.sum(exchange, 1, fitted), -1, fit);
        }
    }

    /**
     * @param fraction of the exchange
     * @param near whether the first density is near the solution already, so that it becomes the
     *     first anchor; otherwise the fit is good enough for a while
     */
    AnchoredExchange(double fraction, ExchangeMatrix exact, ExchangeMatrix fitted, boolean near) {
        this.fraction = fraction;
        this.exact = exact;
        this.fitted = fitted;
        this.renew = near;
    }

    @Override
    public String name() {
        return Energies.EXACT_EXCHANGE;
    }

    @Override
    public double add(SpinDensity density, List<double[]> fock) {
        if (anchors == null) {
            anchors = density.matrices().stream().map(d -> Anchor.none(d.size())).toList();
        }
        // The matrix of a closed shell is that of both spins.
        share = -fraction / density.electronsPerOrbital();
        correction = null;
        distance = 0;
        for (int spin = 0; spin < fock.size(); spin++) {
            distance = Math.max(distance, FitError.largest(rest(density, spin)));
        }
        double energy = 0;
        List<double[]> errors = new ArrayList<>();
        List<Anchor> moved = new ArrayList<>();
        for (int spin = 0; spin < fock.size(); spin++) {
            DensityMatrix matrix = density.matrices().get(spin);
            Anchor anchor = anchors.get(spin);
            double[] fit = fitted.build(matrix);
            double[] sum = anchor.with(fit);
            if (renew) {
                double[] made = exact.build(matrix);
                errors.add(Matrices.sum(made, -1, sum));
                moved.add(new Anchor(matrix.matrix(), made, fit));
                sum = made;
                energy += 0.5 * share * matrix.trace(made);
            } else {
                double[] rest = rest(density, spin);
                double[] ofRest = Matrices.sum(fit, -1, anchor.fit());
                energy +=
                        share
                                * (0.5 * Matrices.dot(anchor.density(), anchor.exchange())
                                        + Matrices.dot(rest, anchor.exchange())
                                        + 0.5 * Matrices.dot(rest, ofRest));
            }
            double[] into = fock.get(spin);
            for (int i = 0; i < sum.length; i++) {
                into[i] += share * sum[i];
            }
        }
        if (renew) {
            learn(errors);
            anchors = moved;
            distance = 0;
            renew = false;
        }
        return energy;
    }

    private double[] rest(SpinDensity density, int spin) {
        return Matrices.sum(density.matrices().get(spin).matrix(), -1, anchors.get(spin).density());
    }

    /** Compares the fits with exact matrices. */
    private void learn(List<double[]> errors) {
        if (distance > 0) {
            double greatest = 0;
            for (double[] error : errors) {
                greatest = Math.max(greatest, FitError.largest(error));
            }
            fitError.learn(greatest, distance);
            correction =
                    errors.stream().map(e -> Matrices.sum(new double[e.length], share, e)).toList();
        }
    }

    @Override
    public double uncertainty() {
        return Math.abs(share) * fitError.at(distance);
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
