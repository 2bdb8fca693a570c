package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.DensityScales;
import xcflow.functional.Variable;
import xcflow.numerics.CubeRoot;

/**
 * Exchange of the repulsion erfc(ωr)/r, or of 1/r if ω is 0, with the model of PBE's exchange hole.
 *
 * <p>The hole J(s, y), y = k_F u, is that of M. Ernzerhof and J. P. Perdew, J. Chem. Phys. 109,
 * 3313 (1998), and F = −(8/9) ∫ y J erfc(νy) dy with ν = ω/k_F as in J. Heyd, G. E. Scuseria and M.
 * Ernzerhof, J. Chem. Phys. 118, 8207 (2003), where erfc under the integral of the term A is the
 * product of a Gaussian and a polynomial. From s = 1 the gradient saturates, so that the
 * Lieb–Oxford bound is kept (T. M. Henderson et al., J. Chem. Phys. 131, 044108 (2009), eq. 8, as
 * HSE06 has it).
 *
 * @param omega ω, bohr⁻¹
 */
record HoleExchange(double omega) implements Term {
    private static final double A = 1.0161144;
    private static final double B = -0.37170836;
    private static final double C = -0.077215461;
    private static final double D = 0.57786348;
    private static final double E = -0.051955731;

    /** Of H(s): a1 s² + a2 s⁴ over 1 + a3 s⁴ + a4 s⁵ + a5 s⁶. */
    private static final double[] H = {0.00979681, 0.0410834, 0.187440, 0.00120824, 0.0347188};

    /** F(s) = this H(s) + the other, from the hole's curvature, with the digits of programs. */
    private static final double CURVATURE = 6.4753871;

    private static final double CURVATURE_CONSTANT = 0.47965830;

    /** E G(s) where its exact expression is a difference of large numbers, by powers of s². */
    private static final double[] SMALL_GRADIENT = {-0.02628417880, -0.07117647788, 0.08534541323};

    private static final double SMALL_S = 0.08;

    /** s becomes s − ln(1 + exp(s − GREATEST_S)) between the others, and that beyond. */
    private static final double GREATEST_S = 8.572844;

    /** The energy jumps there, so that rounding must not decide on which side a point is. */
    private static final double SATURATION_FROM = 1 + 1e-12;

    private static final double SATURATION_TO = 15;

    /** erfc(x) = exp(−GAUSSIAN x²) (1 + Σ POLYNOMIAL_i x^{i+1}). */
    private static final double GAUSSIAN = 1.455915450052607;

    private static final double[] POLYNOMIAL = {
        -1.128223946706117,
        1.452736265762971,
        -1.243162299390327,
        0.971824836115601,
        -0.568861079687373,
        0.246880514820192,
        -0.065032363850763,
        0.008401793031216
    };

    private static final double K = 4.0 / 9 * A;
    private static final double ROOT_PI = Math.sqrt(Math.PI);

    /** β/k from which the integrals of the term A are expanded instead of calculated upwards. */
    private static final double NARROW = 150;

    private static final int EXPANSION = 8;

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        Jet e = energyDensity(energy.channel, density.rho, density.sigma);
        energy.energy += e.v;
        energy.vRhoA += e.d[0];
        energy.vSigmaAA += e.d[1];
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        if (density.onePlusZeta > 0) {
            double rho = density.rho * density.onePlusZeta;
            Jet e = energyDensity(energy.channel, rho, 4 * density.sigmaA);
            energy.energy += 0.5 * e.v;
            energy.vRhoA += e.d[0];
            energy.vSigmaAA += 2 * e.d[1];
        }
        if (density.oneMinusZeta > 0) {
            double rho = density.rho * density.oneMinusZeta;
            Jet e = energyDensity(energy.channel, rho, 4 * density.sigmaB);
            energy.energy += 0.5 * e.v;
            energy.vRhoB += e.d[0];
            energy.vSigmaBB += 2 * e.d[1];
        }
    }

    @Override
    public Set<Variable> needs() {
        return Variable.GRADIENT;
    }

    private Jet energyDensity(Jets jets, double density, double sigma) {
        jets.start();
        double cbrt = density * CubeRoot.inverse(density) * CubeRoot.inverse(density);
        Jet rho = jets.variable(density, 0);
        Jet s2 = jets.variable(sigma, 1).times(GradientExchange.S_SQUARED).over(rho.power(8.0 / 3));
        Jet nu =
                rho.chain(
                        omega / (DensityScales.FERMI * cbrt),
                        -omega / (3 * DensityScales.FERMI * cbrt * density));
        Jet uniform =
                rho.chain(
                        SlaterExchange.COEFFICIENT * density * cbrt,
                        4.0 / 3 * SlaterExchange.COEFFICIENT * cbrt);
        return uniform.times(factor(jets, saturated(s2), nu));
    }

    private static Jet saturated(Jet s2) {
        if (s2.v < SATURATION_FROM * SATURATION_FROM) {
            return s2;
        }
        if (s2.v > SATURATION_TO * SATURATION_TO) {
            return s2.chain(GREATEST_S * GREATEST_S, 0);
        }
        Jet s = s2.root();
        return s.minus(s.plus(-GREATEST_S).exp().logOfOnePlus()).squared();
    }

    /** F(s, ν). */
    private Jet factor(Jets jets, Jet s2, Jet nu) {
        Jet s4 = s2.squared();
        Jet below =
                s4.times(H[2]).plus(s2.power(2.5).times(H[3])).plus(s2.cubed().times(H[4])).plus(1);
        Jet h = s2.times(H[0]).plus(s4.times(H[1])).over(below);
        Jet narrow = s2.times(h);
        Jet wide = narrow.plus(D);
        Jet c = h.times(CURVATURE).plus(CURVATURE_CONSTANT).times(s2).plus(1).times(C);
        Jet e = normalised(s2, narrow, wide, c).times(s2).plus(E);

        // ∫ y^{1,3,5} exp(−wide y²) erfc(νy) dy
        Jet q = wide.plus(nu.squared());
        Jet root = q.root();
        Jet rest = root.times(root.plus(nu)).inverse();
        Jet tail = nu.over(root.times(q));
        Jet overWide = wide.inverse();
        Jet first = rest.times(0.5);
        Jet third = first.minus(tail.times(0.25)).times(overWide);
        Jet fifth =
                rest.minus(tail.times(0.5))
                        .times(overWide)
                        .minus(tail.over(q).times(3.0 / 8))
                        .times(overWide);
        Jet sum =
                singular(jets, narrow, wide, nu)
                        .plus(first.times(B))
                        .plus(third.times(c))
                        .plus(fifth.times(e));
        return sum.times(-8.0 / 9);
    }

    /** E G(s), with which the hole contains one electron. */
    private static Jet normalised(Jet s2, Jet narrow, Jet wide, Jet c) {
        if (s2.v <= SMALL_S * SMALL_S) {
            return s2.polynomial(SMALL_GRADIENT);
        }
        Jet exclusion = narrow.times(1 / K).root();
        double scaled = TailIntegrals.scaledErfc(exclusion.v);
        Jet tail = exclusion.chain(scaled, 2 * (exclusion.v * scaled - 1 / ROOT_PI));
        Jet inverse = wide.power(-0.5);
        Jet missing =
                wide.cubed()
                        .times(8 * A)
                        .plus(wide.squared().times(4 * B))
                        .plus(wide.times(c).times(6))
                        .plus(15 * E)
                        .times(ROOT_PI / 16)
                        .times(inverse.power(7))
                        .minus(tail.times(0.75 * Math.PI * Math.sqrt(A)))
                        .plus(0.75 * Math.PI);
        return missing.over(s2.times(inverse.power(7)).times(-15 * ROOT_PI / 16));
    }

    /** ∫ (A/y) [exp(−wide y²) − exp(−narrow y²)/(1 + 4Ay²/9)] erfc(νy) dy. */
    private Jet singular(Jets jets, Jet narrow, Jet wide, Jet nu) {
        Jet gaussian = nu.squared().times(GAUSSIAN);
        Jet alpha = wide.plus(gaussian);
        Jet beta = narrow.plus(gaussian);
        Jet x = beta.times(1 / K);
        double scaled = x.v == 0 ? 0 : TailIntegrals.scaledIntegral(x.v);
        Jet sum =
                x.chain(Math.log(K) + TailIntegrals.scaledIntegralAndLog(x.v), scaled)
                        .minus(alpha.log())
                        .times(0.5);
        if (omega == 0) {
            return sum.times(A);
        }
        Jet half = alpha.power(-0.5);
        Jet power = jets.constant(1);
        Jet wideMoment = jets.constant(1);
        Jet[] excluded = excluded(x, beta);
        for (int i = 1; i <= POLYNOMIAL.length; i++) {
            power = power.times(nu);
            wideMoment = wideMoment.times(half);
            sum =
                    sum.plus(
                            wideMoment
                                    .times(0.5 * gamma(i))
                                    .minus(excluded[i - 1])
                                    .times(power)
                                    .times(POLYNOMIAL[i - 1]));
        }
        return sum.times(A);
    }

    /** ∫ y^n exp(−βy²)/(1 + ky²) dy for n = 0 … 7; x = β/k. */
    private static Jet[] excluded(Jet x, Jet beta) {
        Jet[] integrals = new Jet[POLYNOMIAL.length];
        Jet half = beta.power(-0.5);
        Jet moment = half;
        Jet[] moments = new Jet[POLYNOMIAL.length];
        for (int n = 0; n < moments.length; n++) {
            moments[n] = moment.times(0.5 * gamma(n + 1));
            moment = moment.times(half);
        }
        if (x.v > NARROW) {
            Jet step = x.inverse();
            for (int n = 0; n < integrals.length; n++) {
                integrals[n] = moments[n].times(expanded(step, n));
            }
            return integrals;
        }
        Jet root = x.root();
        double tail = TailIntegrals.scaledErfc(root.v);
        integrals[0] =
                root.chain(tail, 2 * (root.v * tail - 1 / ROOT_PI))
                        .times(Math.PI / (2 * Math.sqrt(K)));
        double scaled = TailIntegrals.scaledIntegral(x.v);
        integrals[1] = x.chain(scaled, scaled - 1 / x.v).times(0.5 / K);
        for (int n = 2; n < integrals.length; n++) {
            integrals[n] = moments[n - 2].minus(integrals[n - 2]).times(1 / K);
        }
        return integrals;
    }

    /** 1 − (n+1)/(2x) + (n+1)(n+3)/(2x)² − … */
    private static Jet expanded(Jet step, int n) {
        double[] coefficients = new double[EXPANSION + 1];
        coefficients[0] = 1;
        for (int k = 1; k <= EXPANSION; k++) {
            coefficients[k] = -coefficients[k - 1] * (n + 2 * k - 1) / 2;
        }
        return step.polynomial(coefficients);
    }

    /** Γ(i/2). */
    private static double gamma(int i) {
        double gamma = i % 2 == 0 ? 1 : ROOT_PI;
        for (double k = i % 2 == 0 ? 1 : 0.5; k < i / 2.0; k++) {
            gamma *= k;
        }
        return gamma;
    }
}
