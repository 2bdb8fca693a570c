package xcflow.experiments.clone;

import java.util.Optional;
import xcflow.functional.neural.DescriptorSet;
import xcflow.spi.Describe;

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
                                + " `single-orbital-share` (r_s, ζ, s, z), `kinetic` (r_s, ζ, s, α, z), or"
                                + " `study`.")
                Optional<DescriptorSet> correlation) {

    /** Nothing is declared. */
    static final DescriptorsInput NONE = new DescriptorsInput(Optional.empty(), Optional.empty());
}
