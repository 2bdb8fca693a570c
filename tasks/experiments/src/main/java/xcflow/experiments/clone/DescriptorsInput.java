package xcflow.experiments.clone;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.DescriptorSet;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;

/** What the two networks are told of the density. */
public record DescriptorsInput(
        @Describe(
                        "Of exchange, which is that of each spin by itself: `gradient` (s),"
                                + " `density-gradient` (ρ, s), with kinetic energy densities"
                                + " `iso-orbital` (s, α), `single-orbital-share` (s, z = τ_W/τ) and"
                                + " `kinetic` (s, α, z), or `study`.")
                Optional<DescriptorSet> exchange,
        @Describe(
                        "Of correlation: `gradient` (s), `density-gradient` (r_s, s),"
                                + " `polarisation-gradient` (r_s, ζ, s), `spin-gradients` (r_s, ζ and"
                                + " σ↑↑, σ↑↓, σ↓↓ apart), `iso-orbital` (r_s, ζ, s, α),"
                                + " `single-orbital-share` (r_s, ζ, s, z), `kinetic` (r_s, ζ, s, α, z),"
                                + " `kinetic-spin-gradients` (r_s, ζ, σ↑↑, σ↑↓, σ↓↓ apart, α, z), or"
                                + " `study`.")
                Optional<DescriptorSet> correlation) {

    /** Nothing is declared. */
    static final DescriptorsInput NONE = new DescriptorsInput(Optional.empty(), Optional.empty());

    /** Whether a kinetic energy density is asked for. */
    boolean isKinetic() {
        return exchange.stream().anyMatch(DescriptorSet::isKinetic)
                || correlation.stream().anyMatch(DescriptorSet::isKinetic);
    }

    /** Says which of a clone's inputs contradict the descriptors that are declared. */
    static void check(KnownInputs inputs) {
        if (!(inputs.values().get("descriptors") instanceof Map<?, ?> told)) {
            return;
        }
        var exchange = set(told.get("exchange"));
        var correlation = set(told.get("correlation"));
        for (Architecture architecture : Architecture.values()) {
            if (architecture.label().equals(inputs.values().get("architecture"))) {
                check(architecture, exchange, Optional.empty(), "exchange", inputs);
                check(architecture, Optional.empty(), correlation, "correlation", inputs);
            }
        }
    }

    private static void check(
            Architecture architecture,
            Optional<DescriptorSet> exchange,
            Optional<DescriptorSet> correlation,
            String part,
            KnownInputs inputs) {
        var shape = NetworkInput.DEFAULT.shape();
        try {
            architecture.specify(
                    "clone",
                    "PBE",
                    Constraints.NONE,
                    shape.with(exchange),
                    shape.with(correlation),
                    1);
        } catch (IllegalArgumentException e) {
            inputs.problem(e.getMessage(), "descriptors", part);
        }
    }

    private static Optional<DescriptorSet> set(Object label) {
        return Arrays.stream(DescriptorSet.values())
                .filter(set -> set.label().equals(label))
                .findFirst();
    }
}
