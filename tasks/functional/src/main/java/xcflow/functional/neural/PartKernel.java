package xcflow.functional.neural;

import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;
import xcflow.numerics.CubeRoot;

/**
 * Adds base × factor, of exchange or correlation or both, to the results of a block of points. One
 * kernel serves one thread.
 *
 * <p>Negligible densities are left out of the block. With e = e_base F the derivatives are ∂e/∂ρ =
 * F ∂e_base/∂ρ + e_base (∂F/∂r_s ∂r_s/∂ρ + ∂F/∂p ∂p/∂ρ + ∂F/∂ζ ∂ζ/∂ρ), where ρ ∂r_s/∂ρ = −r_s/3 and
 * ρ ∂p/∂ρ = −8p/3; for factors of meta-GGAs {@link IsoOrbital} adds ∂F/∂α ∂α/∂ρ and what follows
 * for σ and τ.
 */
final class PartKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    /** Total densities at or below this (bohr⁻³) give zeros. */
    static final double NEGLIGIBLE = 1e-15;

    /** 1 − |ζ| at or below which a density counts as fully polarised, as for the references. */
    static final double VANISHING_SPIN = Math.ulp(1.0);

    static final double RS = DensityScales.WIGNER_SEITZ;

    /** 4 (3π²)^{2/3}: p = σ/(this ρ^{8/3}). */
    static final double GRADIENT = DensityScales.GRADIENT_SQUARED;

    /** −(3/4)(3/π)^{1/3}. */
    private static final double EXCHANGE = DensityScales.EXCHANGE;

    private final NeuralPart[] parts;
    private final FactorKernel[] factors;
    private final SurfaceKernel[] surfaces;

    /** What each base is of the exchange of the uniform gas; 0 if it is something else. */
    private final double[] uniformExchange;

    private final Variables variables;
    private final IsoOrbital orbital;
    private final boolean spinGradients;
    private final Points block;
    private final Results energy;

    /** Factor of the part that was evaluated last. */
    private FactorKernel factor;

    private final int[] origin = new int[BLOCK];

    /** ∂p/∂σ at each point of the block. */
    private final double[] pBySigma = new double[BLOCK];

    /** ρ^{1/3} at each point of the block. */
    private final double[] cbrtRho = new double[BLOCK];

    /** 1/ρ at each point of the block. */
    private final double[] inverseRho = new double[BLOCK];

    /** For blocks of unpolarised densities, to which the sum of the parts is added. */
    static PartKernel unpolarised(NeuralPart... parts) {
        return new PartKernel(false, parts);
    }

    /** For blocks of two spin densities. */
    static PartKernel polarised(NeuralPart part) {
        return new PartKernel(true, part);
    }

    private PartKernel(boolean polarised, NeuralPart... parts) {
        this.parts = parts.clone();
        factors = new FactorKernel[parts.length];
        surfaces = new SurfaceKernel[parts.length];
        uniformExchange = new double[parts.length];
        for (int part = 0; part < parts.length; part++) {
            factors[part] = new FactorKernel(parts[part].factor());
            uniformExchange[part] = parts[part].uniformExchange();
            if (!polarised && !parts[part].isKinetic()) {
                surfaces[part] = new SurfaceKernel(parts[part].surface(), parts[part].factor());
            }
        }
        variables = new Variables(BLOCK, polarised);
        boolean kinetic = false;
        boolean spins = false;
        for (NeuralPart part : parts) {
            kinetic |= part.isKinetic();
            spins |= part.hasSpinGradients();
        }
        spinGradients = polarised && spins;
        orbital = kinetic ? new IsoOrbital(BLOCK) : null;
        block = Points.allocate(BLOCK, polarised);
        energy = new Results(BLOCK, polarised);
    }

    /** Adds the parts of an unpolarised batch for at most {@link FactorKernel#BLOCK} points. */
    void addUnpolarised(Points points, Results results, int from, int to) {
        int n = gather(points.rhoA, points.sigmaAA, kinetic(points, 0), 1, from, to);
        for (int part = 0; part < parts.length; part++) {
            evaluate(part, n);
            addKinetic(results, 0, n);
            for (int k = 0; k < n; k++) {
                int i = origin[k];
                double e = energy.energy[k];
                results.energy[i] += e * factor.f[k];
                results.vRhoA[i] += density(k, e, energy.vRhoA[k]);
                results.vSigmaAA[i] += gradient(k, e, energy.vSigmaAA[k]);
            }
        }
    }

    /** Adds the exchange of a polarised batch, E_x = ½ Σ_σ E_x[2ρ_σ]. */
    void addSpinScaled(Points points, Results results, int from, int to) {
        for (int spin = 0; spin < 2; spin++) {
            boolean up = spin == 0;
            double[] rho = up ? points.rhoA : points.rhoB;
            double[] sigma = up ? points.sigmaAA : points.sigmaBB;
            double[] vRho = up ? results.vRhoA : results.vRhoB;
            double[] vSigma = up ? results.vSigmaAA : results.vSigmaBB;
            int n = gather(rho, sigma, kinetic(points, spin), 2, from, to);
            addChannel(n, results, vRho, vSigma);
            addKinetic(results, spin, n);
        }
    }

    private void addChannel(int n, Results results, double[] vRho, double[] vSigma) {
        evaluate(0, n);
        for (int k = 0; k < n; k++) {
            int i = origin[k];
            double e = energy.energy[k];
            results.energy[i] += 0.5 * e * factor.f[k];
            vRho[i] += density(k, e, energy.vRhoA[k]);
            vSigma[i] += 2 * gradient(k, e, energy.vSigmaAA[k]);
        }
    }

    /** Adds the correlation of a polarised batch. */
    void addPolarised(Points points, Results results, int from, int to) {
        int n = gatherPolarised(points, from, to);
        evaluate(0, n);
        addKinetic(results, 0, n);
        addKinetic(results, 1, n);
        for (int k = 0; k < n; k++) {
            int i = origin[k];
            double e = energy.energy[k];
            double spin = e * factor.byZeta[k] * inverseRho[k];
            results.energy[i] += e * factor.f[k];
            results.vRhoA[i] += density(k, e, energy.vRhoA[k]) + spin * variables.oneMinusZeta[k];
            results.vRhoB[i] += density(k, e, energy.vRhoB[k]) - spin * variables.onePlusZeta[k];
            results.vSigmaAA[i] += gradient(k, e, energy.vSigmaAA[k]);
            // σ = σ↑↑ + 2 σ↑↓ + σ↓↓: the mixed product counts twice.
            double total = e * factor.byP[k] * pBySigma[k];
            results.vSigmaAB[i] += factor.f[k] * energy.vSigmaAB[k] + 2 * total;
            results.vSigmaBB[i] += gradient(k, e, energy.vSigmaBB[k]);
        }
        if (spinGradients) {
            addSpinGradients(n, results);
        }
    }

    /** Adds what follows from q = 2 (p↑↑ + p↓↓) and d = 2 (p↑↑ − p↓↓), which scale like p. */
    private void addSpinGradients(int n, Results results) {
        for (int k = 0; k < n; k++) {
            int i = origin[k];
            double e = energy.energy[k];
            double bySum = factor.bySum[k];
            double byDifference = factor.byDifference[k];
            double scaling =
                    variables.spinSum[k] * bySum + variables.spinDifference[k] * byDifference;
            double byDensity = -8 * e * inverseRho[k] * scaling / 3;
            results.vRhoA[i] += byDensity;
            results.vRhoB[i] += byDensity;
            double bySigma = 2 * e * pBySigma[k];
            results.vSigmaAA[i] += bySigma * (bySum + byDifference);
            results.vSigmaBB[i] += bySigma * (bySum - byDifference);
        }
    }

    /** Adds ∂e/∂τ, which is the same for both spins of correlation. */
    private void addKinetic(Results results, int spin, int n) {
        if (orbital == null) {
            return;
        }
        double[] vTau = results.of(Variable.TAU)[spin];
        for (int k = 0; k < n; k++) {
            vTau[origin[k]] += energy.energy[k] * factor.byAlpha[k] * orbital.byKinetic[k];
        }
    }

    private double density(int k, double e, double baseSlope) {
        double scaling =
                -(variables.rs[k] * factor.byRs[k] + 8 * variables.p[k] * factor.byP[k]) / 3;
        return factor.f[k] * baseSlope + e * inverseRho[k] * scaling;
    }

    private double gradient(int k, double e, double baseSlope) {
        return factor.f[k] * baseSlope + e * factor.byP[k] * pBySigma[k];
    }

    private double[] kinetic(Points points, int spin) {
        return orbital == null ? null : points.of(Variable.TAU)[spin];
    }

    /** Fills the block with the densities times {@code scale}. */
    private int gather(double[] rho, double[] sigma, double[] tau, double scale, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            double density = scale * rho[i];
            if (density > NEGLIGIBLE) {
                block.rhoA[n] = density;
                block.sigmaAA[n] = scale * scale * Math.max(sigma[i], 0);
                variables.set(n, prepare(n, density), 1, 1, block.sigmaAA[n] * pBySigma[n]);
                if (tau != null) {
                    orbital.set(n, variables.rs[n], variables.p[n], scale * tau[i]);
                    variables.alpha[n] = orbital.alpha[n];
                }
                origin[n++] = i;
            }
        }
        return n;
    }

    private int gatherPolarised(Points points, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            double up = Math.max(points.rhoA[i], 0);
            double down = Math.max(points.rhoB[i], 0);
            double density = up + down;
            if (density > NEGLIGIBLE) {
                block.rhoA[n] = up;
                block.rhoB[n] = down;
                block.sigmaAA[n] = points.sigmaAA[i];
                block.sigmaAB[n] = points.sigmaAB[i];
                block.sigmaBB[n] = points.sigmaBB[i];
                double sigma =
                        Math.max(points.sigmaAA[i] + 2 * points.sigmaAB[i] + points.sigmaBB[i], 0);
                double plus = 2 * up / density;
                double minus = 2 * down / density;
                if (plus <= VANISHING_SPIN) {
                    plus = 0;
                    minus = 2;
                } else if (minus <= VANISHING_SPIN) {
                    plus = 2;
                    minus = 0;
                }
                variables.set(n, prepare(n, density), plus, minus, sigma * pBySigma[n]);
                if (spinGradients) {
                    variables.setSpins(
                            n,
                            Math.max(points.sigmaAA[i], 0) * pBySigma[n],
                            Math.max(points.sigmaBB[i], 0) * pBySigma[n]);
                }
                if (orbital != null) {
                    double[][] tau = points.of(Variable.TAU);
                    double sum = tau[0][i] + tau[1][i];
                    orbital.set(n, variables.rs[n], variables.p[n], sum, plus, minus);
                    variables.alpha[n] = orbital.alpha[n];
                }
                origin[n++] = i;
            }
        }
        return n;
    }

    /** Stores what depends on the total density alone and returns r_s. */
    private double prepare(int k, double density) {
        double inverse = CubeRoot.inverse(density);
        cbrtRho[k] = density * inverse * inverse;
        inverseRho[k] = inverse * inverse * inverse;
        double perDensity = inverseRho[k] * inverse;
        pBySigma[k] = perDensity * perDensity / GRADIENT;
        return RS * inverse;
    }

    /** Evaluates base and factor of a part for the block. */
    private void evaluate(int part, int n) {
        factor = factors[part];
        if (n == 0) {
            return;
        }
        if (uniformExchange[part] != 0) {
            uniformExchange(n, EXCHANGE * uniformExchange[part]);
        } else {
            parts[part].base().evaluate(block, energy, 0, n);
        }
        var table = parts[part].table();
        if (table != null) {
            table.evaluate(variables, n, factor.f, factor.byP);
        } else if (surfaces[part] != null) {
            surfaces[part].evaluate(variables, n, factor);
        } else {
            if (parts[part].factor().spec().leading().dependsOnDensity()) {
                correlateGas(n);
            }
            factor.evaluate(variables, n);
        }
        if (orbital != null) {
            throughOrbital(n);
        }
    }

    /** Turns derivatives at fixed α into those at fixed τ. */
    private void throughOrbital(int n) {
        for (int k = 0; k < n; k++) {
            double byAlpha = factor.byAlpha[k];
            factor.byRs[k] += byAlpha * orbital.byRs[k];
            factor.byZeta[k] += byAlpha * orbital.byZeta[k];
            factor.byP[k] += byAlpha * orbital.byP[k];
        }
    }

    /** ε_c of the uniform gas, from its energy density in two spins, which is known already. */
    private void correlateGas(int n) {
        for (int k = 0; k < n; k++) {
            double perParticle = energy.energy[k] * inverseRho[k];
            double byZeta = (energy.vRhoA[k] - energy.vRhoB[k]) / 2;
            double common = energy.vRhoA[k] - variables.oneMinusZeta[k] * byZeta;
            // ρ ∂ε/∂ρ = −r_s/3 ∂ε/∂r_s
            double byRs = 3 * (perParticle - common) / variables.rs[k];
            variables.correlateGas(k, perParticle, byRs, byZeta);
        }
    }

    /** e_x = −(3/4)(3/π)^{1/3} ρ^{4/3}, from roots that are known already. */
    private void uniformExchange(int n, double coefficient) {
        for (int k = 0; k < n; k++) {
            double perParticle = coefficient * cbrtRho[k];
            energy.energy[k] = block.rhoA[k] * perParticle;
            energy.vRhoA[k] = 4.0 / 3 * perParticle;
            energy.vSigmaAA[k] = 0;
        }
    }
}
