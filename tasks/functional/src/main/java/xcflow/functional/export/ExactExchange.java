package xcflow.functional.export;

import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.Variables;

/**
 * Exchange of polarised densities straight from the network. The functional itself looks exchange
 * that depends on the density up in a table, which is exact enough for energies but not for telling
 * whether another implementation is right.
 */
final class ExactExchange {
    private static final double RS = DensityScales.WIGNER_SEITZ;

    /** 4 (3π²)^{2/3}: p = σ/(this ρ^{8/3}). */
    private static final double GRADIENT = DensityScales.GRADIENT_SQUARED;

    private static final double NEGLIGIBLE = 1e-15;

    private final NeuralFunctional functional;
    private final FactorKernel factor;
    private final Variables variables = new Variables(1, false);
    private final Points point = Points.allocate(1, false);
    private final Results base = new Results(1, false);

    ExactExchange(NeuralFunctional functional) {
        this.functional = functional;
        factor = new FactorKernel(functional.exchangeFactor());
    }

    /** Adds E_x = (E_x[2ρ↑] + E_x[2ρ↓])/2 and its derivatives. */
    void add(Points points, Results results) {
        for (int i = 0; i < points.size(); i++) {
            if (channel(2 * points.rhoA[i], 4 * points.sigmaAA[i])) {
                results.energy[i] += 0.5 * energy();
                results.vRhoA[i] += byDensity();
                results.vSigmaAA[i] += 2 * byGradient();
            }
            if (channel(2 * points.rhoB[i], 4 * points.sigmaBB[i])) {
                results.energy[i] += 0.5 * energy();
                results.vRhoB[i] += byDensity();
                results.vSigmaBB[i] += 2 * byGradient();
            }
        }
    }

    private boolean channel(double rho, double sigma) {
        if (!(rho > NEGLIGIBLE)) {
            return false;
        }
        point.rhoA[0] = rho;
        point.sigmaAA[0] = sigma;
        functional.exchangeBase().evaluate(point, base);
        variables.set(0, RS / Math.cbrt(rho), 0, sigma * gradientScale());
        factor.evaluate(variables, 1);
        return true;
    }

    /** ∂p/∂σ. */
    private double gradientScale() {
        double square = Math.pow(point.rhoA[0], -2.0 / 3);
        return square * square * square * square / GRADIENT;
    }

    private double energy() {
        return base.energy[0] * factor.f[0];
    }

    private double byDensity() {
        double scaling =
                -(variables.rs[0] * factor.byRs[0] + 8 * variables.p[0] * factor.byP[0]) / 3;
        return factor.f[0] * base.vRhoA[0] + base.energy[0] / point.rhoA[0] * scaling;
    }

    private double byGradient() {
        return factor.f[0] * base.vSigmaAA[0] + base.energy[0] * factor.byP[0] * gradientScale();
    }
}
