package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Variable;

/**
 * Correlation of Lee, Yang and Parr, Phys. Rev. B 37, 785 (1988), without second derivatives of the
 * density as Miehlich et al. gave it, Chem. Phys. Lett. 157, 200 (1989), eq. 2.
 *
 * <p>With u = ρ↑/ρ, v = ρ↓/ρ, q = ρ^{−1/3}, W = e^{−cq}/(1 + dq) and δ = cq + dq/(1 + dq)
 *
 * <pre>e = −4a ρuv/(1 + dq) − ab W [ρuv L + ρ^{−5/3} (K↑↑σ↑↑ + K↑↓σ↑↓ + K↓↓σ↓↓)],
 * L = 2^{11/3} C_F (u^{8/3} + v^{8/3}),
 * K↑↑ = uv [1 − 3δ − (δ − 11)u]/9 − v²,  K↑↓ = uv (47 − 7δ)/9 − 4/3,</pre>
 *
 * <p>which vanishes for a fully polarised density without cancellation.
 */
final class LypCorrelation implements Term {
    private static final double A = 0.04918;
    private static final double B = 0.132;
    private static final double C = 0.2533;
    private static final double D = 0.349;
    private static final double FERMI = 0.3 * DensityScales.FERMI_SQUARED;

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        double rho = density.rho;
        double q = density.inverseCbrtRho;
        double inverse = 1 / (1 + D * q);
        double w = A * B * Math.exp(-C * q) * inverse;
        double delta = C * q + D * q * inverse;
        double deltaScaling = -(C * q + D * q * inverse * inverse) / 3;
        double q2 = q * q;
        double scale = q2 * q2 * q2 * q2;
        double reduced = scale * density.sigma;
        double gradient = (3 + 7 * delta) / 72;
        double bracket = FERMI - reduced * gradient;

        energy.addUnpolarised(
                density,
                -A * inverse - w * bracket,
                -A * D * q * inverse * inverse / 3
                        - w
                                * (delta / 3 * bracket
                                        + reduced * (8.0 / 3 * gradient - 7 * deltaScaling / 72)),
                rho * w * scale * gradient);
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        double rho = density.rho;
        double q = density.inverseCbrtRho;
        double inverse = 1 / (1 + D * q);
        double w = A * B * Math.exp(-C * q) * inverse;
        double delta = C * q + D * q * inverse;
        double deltaScaling = -(C * q + D * q * inverse * inverse) / 3;
        double q2 = q * q;
        double scale = q2 * q2 * q2 * q2;

        double u = density.onePlusZeta / 2;
        double v = density.oneMinusZeta / 2;
        double uv = u * v;
        double uvSlope = -density.zeta / 2;
        double up = density.onePlusZeta * density.cbrtOnePlusZeta * density.cbrtOnePlusZeta;
        double down = density.oneMinusZeta * density.cbrtOneMinusZeta * density.cbrtOneMinusZeta;
        // 2^{11/3} u^{8/3} = 2 (1+ζ)^{8/3}
        double kinetic = 2 * FERMI * (density.onePlusZeta * up + density.oneMinusZeta * down);
        double kineticSlope = 16.0 / 3 * FERMI * (up - down);

        double eleven = delta - 11;
        double aa = (1 - 3 * delta - eleven * u) / 9;
        double bb = (1 - 3 * delta - eleven * v) / 9;
        double ab = (47 - 7 * delta) / 9;
        double kAA = uv * aa - v * v;
        double kBB = uv * bb - u * u;
        double kAB = uv * ab - 4.0 / 3;
        double sigmaAA = scale * density.sigmaA;
        double sigmaBB = scale * density.sigmaB;
        double sigmaAB = scale * density.sigmaMixed;
        double gradient = kAA * sigmaAA + kAB * sigmaAB + kBB * sigmaBB;
        double gradientDelta = -uv / 9 * ((3 + u) * sigmaAA + 7 * sigmaAB + (3 + v) * sigmaBB);
        double gradientZeta =
                (uvSlope * aa - uv * eleven / 18 + v) * sigmaAA
                        + uvSlope * ab * sigmaAB
                        + (uvSlope * bb + uv * eleven / 18 - u) * sigmaBB;
        double bracket = uv * kinetic + gradient;

        double perParticle = -4 * A * uv * inverse - w * bracket;
        double scaling =
                -4 * A * uv * D * q * inverse * inverse / 3
                        - w
                                * (delta / 3 * bracket
                                        - 8.0 / 3 * gradient
                                        + deltaScaling * gradientDelta);
        double zetaSlope =
                -4 * A * uvSlope * inverse
                        - w * (uvSlope * kinetic + uv * kineticSlope + gradientZeta);
        energy.addPolarised(density, perParticle, scaling, zetaSlope, 0);
        double perSigma = -rho * w * scale;
        energy.vSigmaAA += perSigma * kAA;
        energy.vSigmaAB += perSigma * kAB;
        energy.vSigmaBB += perSigma * kBB;
    }

    @Override
    public Set<Variable> needs() {
        return Variable.GRADIENT;
    }
}
