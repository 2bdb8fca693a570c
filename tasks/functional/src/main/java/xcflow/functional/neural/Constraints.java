package xcflow.functional.neural;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Exact constraints that a constrained functional obeys by construction. Exact spin scaling of
 * exchange cannot be switched off.
 *
 * @param exchangeUniformGas F_x(s = 0) = 1
 * @param exchangeScaling F_x depends on s alone: E_x scales linearly with a uniform scaling of
 *     coordinates
 * @param liebOxford 0 ≤ F_x ≤ 1.804, the local Lieb–Oxford bound
 * @param exchangeGradient μ in F_x = 1 + μ s² + …, if it is fixed; needs {@code
 *     exchangeUniformGas}. Of a meta-GGA it is that of slowly varying densities, whose α depends on
 *     s, and needs {@code exchangeScaling} too
 * @param correlationUniformGas F_c(s = 0) = 1
 * @param correlationSign F_c ≥ 0, so that the correlation energy is nowhere positive
 * @param correlationVanishes F_c → 0 for s → ∞; needs {@code correlationSign}
 * @param correlationGradient β in ε_c F_c = ε_c + β φ³ t² + …, if it is fixed; with β = 3μ/π² the
 *     gradient terms of exchange and correlation cancel, which is the linear response of the local
 *     density approximation. Needs {@code correlationUniformGas}
 * @param kinetic what a meta-GGA obeys besides; empty for functionals of density and gradient. The
 *     gradient coefficient of a meta-GGA's correlation is left to the network
 */
public record Constraints(
        boolean exchangeUniformGas,
        boolean exchangeScaling,
        boolean liebOxford,
        OptionalDouble exchangeGradient,
        boolean correlationUniformGas,
        boolean correlationSign,
        boolean correlationVanishes,
        OptionalDouble correlationGradient,
        Optional<Kinetic> kinetic) {

    /**
     * Constraints that only functionals of the kinetic energy density can obey.
     *
     * @param tightBound F_x ≤ 1.174, the bound on densities of single orbitals of Perdew,
     *     Ruzsinszky, Sun and Burke, J. Chem. Phys. 140, 18A533 (2014)
     * @param exchangeDecay F_x falls like s^{−1/2} for s → ∞
     * @param singleOrbital F_x is 1.174 times that decay where α = 0, which the hydrogen atom asks
     *     for; needs the two before
     * @param oneElectron F_c = 0 for α = 0 and |ζ| = 1: one electron does not correlate
     */
    public record Kinetic(
            boolean tightBound, boolean exchangeDecay, boolean singleOrbital, boolean oneElectron) {
        public Kinetic {
            if (singleOrbital && !(tightBound && exchangeDecay)) {
                throw new IllegalArgumentException(
                        "the exchange of single orbitals can only be built in together with its"
                                + " bound and its decay: switch exchange-single-orbital off too");
            }
        }
    }

    /** β of PBE, the high-density limit of the gradient coefficient of correlation. */
    public static final double PBE_BETA = 0.06672455060314922;

    /** μ of PBE, π²β/3. */
    public static final double PBE_MU = exchangeCancelling(PBE_BETA);

    /** μ of the gradient expansion of exchange, which nonempirical meta-GGAs have. */
    public static final double EXPANSION_MU = 10.0 / 81;

    /** All of them, with the gradient coefficients of PBE. */
    public static final Constraints ALL =
            new Constraints(
                    true,
                    true,
                    true,
                    OptionalDouble.of(PBE_MU),
                    true,
                    true,
                    true,
                    OptionalDouble.of(PBE_BETA));

    /** All that meta-GGAs can obey. */
    public static final Constraints ALL_KINETIC =
            new Constraints(
                    true,
                    true,
                    true,
                    OptionalDouble.empty(),
                    true,
                    true,
                    true,
                    OptionalDouble.empty(),
                    Optional.of(new Kinetic(true, true, true, true)));

    /** None of them. */
    public static final Constraints NONE =
            new Constraints(
                    false,
                    false,
                    false,
                    OptionalDouble.empty(),
                    false,
                    false,
                    false,
                    OptionalDouble.empty());

    /** Constraints of a functional of density and gradient. */
    public Constraints(
            boolean exchangeUniformGas,
            boolean exchangeScaling,
            boolean liebOxford,
            OptionalDouble exchangeGradient,
            boolean correlationUniformGas,
            boolean correlationSign,
            boolean correlationVanishes,
            OptionalDouble correlationGradient) {
        this(
                exchangeUniformGas,
                exchangeScaling,
                liebOxford,
                exchangeGradient,
                correlationUniformGas,
                correlationSign,
                correlationVanishes,
                correlationGradient,
                Optional.empty());
    }

    public Constraints {
        if (correlationVanishes && !correlationSign) {
            throw new IllegalArgumentException(
                    "that correlation vanishes for large gradients can only be built in together"
                            + " with its sign: switch correlation-vanishes off too");
        }
        if (kinetic.isPresent() && correlationGradient.isPresent()) {
            throw new IllegalArgumentException(
                    "the gradient coefficient of a meta-GGA's correlation cannot be built in:"
                            + " switch correlation-gradient off");
        }
        if (kinetic.isPresent() && exchangeGradient.isPresent() && !exchangeScaling) {
            throw new IllegalArgumentException(
                    "the gradient coefficient of a meta-GGA's exchange can only be built in together"
                            + " with its scaling: switch exchange-gradient off too");
        }
        if (exchangeGradient.isPresent() && !exchangeUniformGas) {
            throw new IllegalArgumentException(
                    "the gradient coefficient of exchange can only be built in together with its"
                            + " limit of the uniform gas: switch exchange-gradient off too");
        }
        if (correlationGradient.isPresent() && !correlationUniformGas) {
            throw new IllegalArgumentException(
                    "the gradient coefficient of correlation can only be built in together with its"
                            + " limit of the uniform gas: switch correlation-gradient off too");
        }
        if (kinetic.isPresent() && kinetic.get().tightBound() && !liebOxford) {
            throw new IllegalArgumentException(
                    "the tight bound of exchange can only be built in together with that of Lieb"
                            + " and Oxford: switch exchange-tight-bound off too");
        }
    }

    /** The μ whose effect on the linear response of the uniform gas β cancels, π²β/3. */
    public static double exchangeCancelling(double beta) {
        return Math.PI * Math.PI * beta / 3;
    }

    /** The β that cancels the effect of μ on the linear response of the uniform gas, 3μ/π². */
    public static double correlationCancelling(double mu) {
        return 3 * mu / (Math.PI * Math.PI);
    }

    /** The same with gradient coefficients that are left to the networks. */
    public Constraints withoutGradients() {
        return new Constraints(
                exchangeUniformGas,
                exchangeScaling,
                liebOxford,
                OptionalDouble.empty(),
                correlationUniformGas,
                correlationSign,
                correlationVanishes,
                OptionalDouble.empty(),
                kinetic);
    }
}
