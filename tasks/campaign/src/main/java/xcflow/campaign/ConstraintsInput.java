package xcflow.campaign;

import java.util.Optional;
import xcflow.functional.neural.Constraints;
import xcflow.spi.Describe;

/** Switches of the constraints that can be built in; those left out keep their default. */
public record ConstraintsInput(
        @Describe("F_x = 1 for the uniform gas.") Optional<Boolean> exchangeUniformGas,
        @Describe("F_x depends on s alone: exchange scales as coordinates do.")
                Optional<Boolean> exchangeScaling,
        @Describe("0 ≤ F_x ≤ 1.804, the local Lieb–Oxford bound.") Optional<Boolean> liebOxford,
        @Describe("F_c = 1 for the uniform gas.") Optional<Boolean> correlationUniformGas,
        @Describe("F_c ≥ 0: the correlation energy is nowhere positive.")
                Optional<Boolean> correlationSign,
        @Describe("F_c → 0 for large gradients; needs `correlation-sign`.")
                Optional<Boolean> correlationVanishes) {

    /** The constraints, where switches that are left out are taken from {@code defaults}. */
    Constraints or(Constraints defaults) {
        boolean sign = correlationSign.orElse(defaults.correlationSign());
        return new Constraints(
                exchangeUniformGas.orElse(defaults.exchangeUniformGas()),
                exchangeScaling.orElse(defaults.exchangeScaling()),
                liebOxford.orElse(defaults.liebOxford()),
                correlationUniformGas.orElse(defaults.correlationUniformGas()),
                sign,
                correlationVanishes.orElse(sign && defaults.correlationVanishes()));
    }
}
