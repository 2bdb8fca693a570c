package xcflow.functional.training;

import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.NeuralFunctional;

/**
 * Translates densities into {@link Samples} of one factor, exchange or correlation.
 *
 * <p>With e = e_b F, e_b and its derivatives from the base functional, the rows are, per electron:
 * the energy e/ρ; the potential ∂e/∂ρ (of each spin, for correlation); 2 σ/ρ ∂e/∂σ; and for
 * meta-GGAs 2 τ/ρ ∂e/∂τ. Of a factor that depends on the gradients of both spins, the third is
 * divided into those of σ↑↑, σ↑↓ and σ↓↓. Exchange is a sum over spin channels, each an unpolarised
 * density of 2ρ_σ.
 *
 * @param base what the factor multiplies
 * @param reference what base × factor shall be
 * @param kinetic whether the factor depends on the kinetic energy density
 * @param spins whether the factor depends on the gradients of the two spins separately
 */
record Part(
        Functional base, Functional reference, boolean exchange, boolean kinetic, boolean spins) {
    private static final double S2 = 1 / DensityScales.GRADIENT_SQUARED;
    private static final double RS = DensityScales.WIGNER_SEITZ;

    /** Densities at or below this (bohr⁻³) have no energy. */
    private static final double NEGLIGIBLE = 1e-15;

    /** The exchange of a functional beside that of its reference. */
    static Part exchange(NeuralFunctional functional, Separable reference) {
        return new Part(
                functional.exchangeBase(),
                reference.exchange(),
                true,
                functional.exchangeFactor().spec().dependsOnKineticEnergy(),
                false);
    }

    /** The correlation of a functional beside that of its reference. */
    static Part correlation(NeuralFunctional functional, Separable reference) {
        return new Part(
                functional.correlationBase(),
                reference.correlation(),
                false,
                functional.correlationFactor().spec().dependsOnKineticEnergy(),
                functional.correlationFactor().spec().dependsOnSpinGradients());
    }

    /** Number of rows per point. */
    int rows() {
        return kineticRow() + (kinetic ? 1 : 0);
    }

    /** Number of the row of 2 σ/ρ ∂e/∂σ, or the first of those of the spins. */
    int gradientRow() {
        return exchange ? 2 : 3;
    }

    /** Number of the row of 2 τ/ρ ∂e/∂τ, if there is one. */
    private int kineticRow() {
        return gradientRow() + (spins ? 3 : 1);
    }

    /**
     * Samples for the pointwise parts of the loss.
     *
     * @param scale square roots of the weights of energy, potential and gradient
     * @param weight what the deviations at a point are multiplied by
     */
    Samples pointwise(DataSet set, double[] scale, PointWeight weight) {
        return exchange
                ? exchangeRows(SpinChannels.of(set, kinetic), scale, weight)
                : correlationRows(set, scale, weight);
    }

    /** Square root of the weight of a point in the pointwise loss. */
    @FunctionalInterface
    interface PointWeight {
        /**
         * @param electrons that the point stands for
         * @param perParticle energy per particle at the point, of the base or of the reference,
         *     whichever is greater, Ha
         */
        double of(double electrons, double perParticle);
    }

    /**
     * Samples whose only row is the energy of a point, weighted such that its sum over a system is
     * the energy of the system.
     *
     * @param owner receives the system of each sample; as long as the data set has spin channels
     */
    Samples integrated(DataSet set, int[] owner) {
        if (exchange) {
            var channels = SpinChannels.of(set, kinetic);
            var base = evaluate(this.base, channels.points());
            var target = evaluate(reference, channels.points());
            var samples = new Samples(channels.weights().length, 1, false, kinetic);
            for (int i = 0; i < samples.size(); i++) {
                locate(samples, i, channels.points());
                double w = 0.5 * channels.weights()[i];
                samples.row(i, 0, w, base.energy[i], 0, 0, 0, target.energy[i]);
                owner[i] = channels.system()[i];
            }
            return samples;
        }
        var points = set.points();
        var base = evaluate(this.base, points);
        var target = evaluate(reference, points);
        var samples = new Samples(set.size(), 1, true, kinetic);
        for (int i = 0; i < samples.size(); i++) {
            locate(samples, i, points);
            double w = set.weights()[i];
            samples.row(i, 0, w, base.energy[i], 0, 0, 0, target.energy[i]);
            owner[i] = set.system()[i];
        }
        return samples;
    }

    private static Results evaluate(Functional functional, Points points) {
        var results = Results.like(points);
        functional.evaluate(points, results);
        return results;
    }

    private void locate(Samples samples, int i, Points points) {
        double density = points.rhoA[i] + (points.isPolarised() ? points.rhoB[i] : 0);
        if (!(density > NEGLIGIBLE)) {
            // The base's energy is zero there, whatever the factor may be.
            if (kinetic) {
                samples.set(i, 1, 0, 0, 0);
            } else {
                samples.set(i, 1, 0, 0);
            }
            return;
        }
        double sigma = points.sigmaAA[i];
        double zeta = 0;
        if (points.isPolarised()) {
            sigma += 2 * points.sigmaAB[i] + points.sigmaBB[i];
            zeta = Math.max(-1, Math.min(1, (points.rhoA[i] - points.rhoB[i]) / density));
        }
        double reduced = S2 / Math.pow(density, 8.0 / 3);
        double p = Math.max(sigma, 0) * reduced;
        double rs = RS / Math.cbrt(density);
        if (kinetic) {
            double tau = 0;
            for (double[] component : points.of(Variable.TAU)) {
                tau += component[i];
            }
            samples.set(i, rs, zeta, p, tau);
        } else {
            samples.set(i, rs, zeta, p);
        }
        if (spins) {
            samples.setSpins(
                    i,
                    Math.max(points.sigmaAA[i], 0) * reduced,
                    Math.max(points.sigmaBB[i], 0) * reduced);
        }
    }

    private Samples exchangeRows(SpinChannels channels, double[] scale, PointWeight pointWeight) {
        var points = channels.points();
        var base = evaluate(this.base, points);
        var target = evaluate(reference, points);
        var samples = new Samples(points.size(), rows(), false, kinetic);
        for (int i = 0; i < samples.size(); i++) {
            locate(samples, i, points);
            double rho = points.rhoA[i];
            double e = base.energy[i] / rho;
            double electrons = channels.weights()[i] * rho / 2;
            double weight =
                    pointWeight.of(
                            electrons, Math.max(Math.abs(e), Math.abs(target.energy[i] / rho)));
            int k = i % FactorKernel.BLOCK;
            var v = samples.block(i / FactorKernel.BLOCK);
            double virial = 2 * points.sigmaAA[i] / rho;
            samples.row(i, 0, scale[0] * weight, e, 0, 0, 0, target.energy[i] / rho);
            samples.row(
                    i,
                    1,
                    scale[1] * weight,
                    base.vRhoA[i],
                    -e * v.rs[k] / 3,
                    0,
                    -8 * e * v.p[k] / 3,
                    target.vRhoA[i]);
            samples.row(
                    i,
                    2,
                    scale[2] * weight,
                    virial * base.vSigmaAA[i],
                    0,
                    0,
                    2 * e * v.p[k],
                    virial * target.vSigmaAA[i]);
            if (kinetic) {
                double slope = kineticVirial(points, target, i) / rho;
                samples.kineticRow(i, kineticRow(), scale[2] * weight, 2 * e, slope);
            }
        }
        return samples;
    }

    private Samples correlationRows(DataSet set, double[] scale, PointWeight pointWeight) {
        var points = set.points();
        var base = evaluate(this.base, points);
        var target = evaluate(reference, points);
        var samples = new Samples(points.size(), rows(), true, kinetic);
        for (int i = 0; i < samples.size(); i++) {
            locate(samples, i, points);
            double rho = points.rhoA[i] + points.rhoB[i];
            double e = base.energy[i] / rho;
            double electrons = set.weights()[i] * rho;
            double weight =
                    pointWeight.of(
                            electrons, Math.max(Math.abs(e), Math.abs(target.energy[i] / rho)));
            int k = i % FactorKernel.BLOCK;
            var v = samples.block(i / FactorKernel.BLOCK);
            samples.row(i, 0, scale[0] * weight, e, 0, 0, 0, target.energy[i] / rho);
            double up = points.rhoA[i] / rho;
            double down = points.rhoB[i] / rho;
            double byRs = -e * v.rs[k] / 3;
            double byP = -8 * e * v.p[k] / 3;
            samples.row(
                    i,
                    1,
                    scale[1] * weight * Math.sqrt(up),
                    base.vRhoA[i],
                    byRs,
                    2 * down * e,
                    byP,
                    target.vRhoA[i]);
            samples.row(
                    i,
                    2,
                    scale[1] * weight * Math.sqrt(down),
                    base.vRhoB[i],
                    byRs,
                    -2 * up * e,
                    byP,
                    target.vRhoB[i]);
            if (spins) {
                double byDensity = -8 * e / 3;
                for (int spin = 0; spin < 2; spin++) {
                    samples.spinRow(
                            i,
                            1 + spin,
                            scale[1] * weight * Math.sqrt(spin == 0 ? up : down),
                            byDensity * v.spinSum[k],
                            byDensity * v.spinDifference[k]);
                }
                new SpinGradientRows(points, base, target, i)
                        .store(samples, gradientRow(), scale[2] * weight, v, k);
            } else {
                samples.row(
                        i,
                        3,
                        scale[2] * weight,
                        virial(points, base, i) / rho,
                        0,
                        0,
                        2 * e * v.p[k],
                        virial(points, target, i) / rho);
            }
            if (kinetic) {
                double slope = kineticVirial(points, target, i) / rho;
                samples.kineticRow(i, kineticRow(), scale[2] * weight, 2 * e, slope);
            }
        }
        return samples;
    }

    /** 2 Σ σ ∂e/∂σ over the three products of gradients. */
    private static double virial(Points points, Results results, int i) {
        return 2
                * (points.sigmaAA[i] * results.vSigmaAA[i]
                        + points.sigmaAB[i] * results.vSigmaAB[i]
                        + points.sigmaBB[i] * results.vSigmaBB[i]);
    }

    /** 2 Σ τ ∂e/∂τ over the spins. */
    private static double kineticVirial(Points points, Results results, int i) {
        double[][] tau = points.of(Variable.TAU);
        double[][] slope = results.of(Variable.TAU);
        double sum = 0;
        for (int spin = 0; spin < tau.length; spin++) {
            sum += 2 * Math.max(tau[spin][i], 0) * slope[spin][i];
        }
        return sum;
    }

    /** Greatest number of samples that a data set of this size can give. */
    int capacity(DataSet set) {
        return exchange ? 2 * set.size() : set.size();
    }
}
