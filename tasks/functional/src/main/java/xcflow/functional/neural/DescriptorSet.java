package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the network of a factor is told of the density. Which bounded functions of these variables
 * are its inputs is a matter of the architecture. The base that the factor multiplies, and what the
 * constraints build in, know the density whatever the network is told.
 */
public enum DescriptorSet {
    /** s alone. */
    @JsonProperty("gradient")
    GRADIENT,

    /** r_s and s. */
    @JsonProperty("density-gradient")
    DENSITY_GRADIENT,

    /** r_s, ζ and s of the total density. */
    @JsonProperty("polarisation-gradient")
    POLARISATION_GRADIENT,

    /** r_s, ζ and σ↑↑, σ↑↓, σ↓↓ apart. */
    @JsonProperty("spin-gradients")
    SPIN_GRADIENTS,

    /** What the factor of a GGA has, and α. */
    @JsonProperty("iso-orbital")
    ISO_ORBITAL,

    /** What the factor of a GGA has, and z = τ_W/τ. */
    @JsonProperty("single-orbital-share")
    SINGLE_ORBITAL_SHARE,

    /** What the factor of a GGA has, α and z. */
    @JsonProperty("kinetic")
    KINETIC,

    /** r_s, ζ, σ↑↑, σ↑↓ and σ↓↓ apart, α and z. */
    @JsonProperty("kinetic-spin-gradients")
    KINETIC_SPIN_GRADIENTS,

    /** Those of published studies. */
    @JsonProperty("study")
    STUDY;

    private static final List<Descriptor> GRADIENT_INPUTS =
            List.of(Descriptor.GRADIENT, Descriptor.LOG_GRADIENT);
    private static final List<Descriptor> POLARISATION_INPUTS =
            List.of(
                    Descriptor.DENSITY,
                    Descriptor.SPIN_SCALING,
                    Descriptor.POLARISATION,
                    Descriptor.GRADIENT,
                    Descriptor.LOG_SCREENED_GRADIENT);
    private static final List<Descriptor> SPIN_INPUTS =
            List.of(
                    Descriptor.SPIN_GRADIENT_SUM,
                    Descriptor.SPIN_GRADIENT_TOTAL,
                    Descriptor.SPIN_GRADIENT_DIFFERENCE);
    private static final List<Descriptor> STUDY_INPUTS =
            List.of(
                    Descriptor.LOGARITHMIC_DENSITY,
                    Descriptor.LOGARITHMIC_SPIN,
                    Descriptor.LOGARITHMIC_GRADIENT);

    /** Name as it is written in files, such as {@code spin-gradients}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the kinetic energy density is needed. */
    public boolean isKinetic() {
        return this == ISO_ORBITAL
                || this == SINGLE_ORBITAL_SHARE
                || this == KINETIC
                || this == KINETIC_SPIN_GRADIENTS;
    }

    /** Whether the gradients of the two spins are told apart. */
    public boolean hasSpinGradients() {
        return this == SPIN_GRADIENTS || this == KINETIC_SPIN_GRADIENTS;
    }

    /** Whether it can be that of exchange, which is a sum over single spins. */
    public boolean fitsExchange() {
        return this != POLARISATION_GRADIENT && !hasSpinGradients();
    }

    /**
     * The inputs of an exchange factor.
     *
     * @param far whether the factor may go on growing in the tails of densities
     * @param scaling whether factors with a kinetic energy density leave the density itself out
     */
    List<Descriptor> exchange(boolean far, boolean scaling) {
        if (!fitsExchange()) {
            throw new IllegalArgumentException(
                    "the descriptors '"
                            + label()
                            + "' are those of two spins, and exchange is a sum over single ones:"
                            + " gradient, density-gradient, iso-orbital, single-orbital-share,"
                            + " kinetic and study go with it");
        }
        if (this == STUDY) {
            return List.of(Descriptor.LOGARITHMIC_GRADIENT);
        }
        boolean density = this == DENSITY_GRADIENT || isKinetic() && !scaling;
        return concatenated(
                density ? List.of(Descriptor.DENSITY) : List.of(),
                GRADIENT_INPUTS,
                far ? List.of(Descriptor.FAR_GRADIENT) : List.of(),
                kinetic());
    }

    /** The inputs of a correlation factor. */
    List<Descriptor> correlation() {
        return switch (this) {
            case GRADIENT -> GRADIENT_INPUTS;
            case DENSITY_GRADIENT ->
                    List.of(
                            Descriptor.DENSITY,
                            Descriptor.GRADIENT,
                            Descriptor.LOG_SCREENED_GRADIENT);
            case SPIN_GRADIENTS -> concatenated(POLARISATION_INPUTS, SPIN_INPUTS);
            case KINETIC_SPIN_GRADIENTS ->
                    concatenated(POLARISATION_INPUTS, SPIN_INPUTS, kinetic());
            case STUDY -> STUDY_INPUTS;
            default -> concatenated(POLARISATION_INPUTS, kinetic());
        };
    }

    private List<Descriptor> kinetic() {
        return switch (this) {
            case ISO_ORBITAL -> List.of(Descriptor.ISO_ORBITAL, Descriptor.SQUARED_ISO_ORBITAL);
            case SINGLE_ORBITAL_SHARE -> List.of(Descriptor.SINGLE_ORBITAL_SHARE);
            case KINETIC, KINETIC_SPIN_GRADIENTS ->
                    List.of(
                            Descriptor.ISO_ORBITAL,
                            Descriptor.SQUARED_ISO_ORBITAL,
                            Descriptor.SINGLE_ORBITAL_SHARE);
            default -> List.of();
        };
    }

    @SafeVarargs
    private static List<Descriptor> concatenated(List<Descriptor>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
