package xcflow.experiments.input;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.functional.neural.Constraints;
import xcflow.spi.Describe;

/** Switches of the constraints that can be built in; those left out keep their default. */
public record ConstraintsInput(
        @Describe("F_x = 1 for the uniform gas.") Optional<Boolean> exchangeUniformGas,
        @Describe("F_x depends on s alone: exchange scales as coordinates do.")
                Optional<Boolean> exchangeScaling,
        @Describe("0 ≤ F_x ≤ 1.804, the local Lieb–Oxford bound.") Optional<Boolean> liebOxford,
        @Describe(
                        "F_x = 1 + μs² + … with the μ of the reference, or of PBE if the reference has"
                                + " none; needs `exchange-uniform-gas`. Of meta-GGAs: the same with"
                                + " 10/81 and the α of slowly varying densities, if it is asked for;"
                                + " needs `exchange-scaling` too.")
                Optional<Boolean> exchangeGradient,
        @Describe("F_c = 1 for the uniform gas.") Optional<Boolean> correlationUniformGas,
        @Describe("F_c ≥ 0: the correlation energy is nowhere positive.")
                Optional<Boolean> correlationSign,
        @Describe("F_c → 0 for large gradients; needs `correlation-sign`.")
                Optional<Boolean> correlationVanishes,
        @Describe(
                        "ε_c + βφ³t² + … with the β of the reference, or that which cancels μ: the"
                                + " linear response is that of the local density approximation; needs"
                                + " `correlation-uniform-gas`.")
                Optional<Boolean> correlationGradient,
        @Describe(
                        "Of meta-GGAs: F_x ≤ 1.174, the bound of single orbitals; needs"
                                + " `lieb-oxford`.")
                Optional<Boolean> exchangeTightBound,
        @Describe("Of meta-GGAs: F_x falls like s^(−1/2) for large gradients.")
                Optional<Boolean> exchangeDecay,
        @Describe(
                        "Of meta-GGAs: F_x is 1.174 times that decay for single orbitals; needs both"
                                + " of the former.")
                Optional<Boolean> exchangeSingleOrbital,
        @Describe("Of meta-GGAs: F_c = 0 where there is one electron.")
                Optional<Boolean> correlationOneElectron) {

    /** The constraints, where switches that are left out are taken from {@code defaults}. */
    public Constraints or(Constraints defaults) {
        boolean exchangeGas = exchangeUniformGas.orElse(defaults.exchangeUniformGas());
        boolean correlationGas = correlationUniformGas.orElse(defaults.correlationUniformGas());
        boolean sign = correlationSign.orElse(defaults.correlationSign());
        var mu =
                coefficient(
                        exchangeGradient.orElse(
                                exchangeGas && defaults.exchangeGradient().isPresent()),
                        defaults.exchangeGradient(),
                        defaults.kinetic().isPresent()
                                ? Constraints.EXPANSION_MU
                                : Constraints.PBE_MU);
        var beta =
                coefficient(
                        correlationGradient.orElse(
                                correlationGas && defaults.correlationGradient().isPresent()),
                        defaults.correlationGradient(),
                        Constraints.correlationCancelling(mu.orElse(Constraints.PBE_MU)));
        return new Constraints(
                exchangeGas,
                exchangeScaling.orElse(defaults.exchangeScaling()),
                liebOxford.orElse(defaults.liebOxford()),
                mu,
                correlationGas,
                sign,
                correlationVanishes.orElse(sign && defaults.correlationVanishes()),
                beta,
                kinetic(defaults));
    }

    private Optional<Constraints.Kinetic> kinetic(Constraints defaults) {
        var given =
                List.of(
                        exchangeTightBound,
                        exchangeDecay,
                        exchangeSingleOrbital,
                        correlationOneElectron);
        if (defaults.kinetic().isEmpty() && given.stream().anyMatch(Optional::isPresent)) {
            throw new IllegalArgumentException(
                    "exchange-tight-bound, exchange-decay, exchange-single-orbital and"
                            + " correlation-one-electron are constraints of meta-GGAs, and the reference"
                            + " is none");
        }
        return defaults.kinetic()
                .map(
                        obeyed -> {
                            boolean bound = exchangeTightBound.orElse(obeyed.tightBound());
                            boolean decay = exchangeDecay.orElse(obeyed.exchangeDecay());
                            boolean orbital = bound && decay && obeyed.singleOrbital();
                            return new Constraints.Kinetic(
                                    bound,
                                    decay,
                                    exchangeSingleOrbital.orElse(orbital),
                                    correlationOneElectron.orElse(obeyed.oneElectron()));
                        });
    }

    private static OptionalDouble coefficient(
            boolean builtIn, OptionalDouble ofReference, double otherwise) {
        return builtIn ? OptionalDouble.of(ofReference.orElse(otherwise)) : OptionalDouble.empty();
    }
}
