package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * The term of second order in s that is known of a factor, so that it need not be learnt. Beside it
 * the network enters at the fourth order only: whatever the weights are,
 *
 * <pre>
 *   F_x = 1 + μ s² + O(s⁴)
 *   ε_c F_c = ε_c + β φ³ t² + O(t⁴),   t² = (π/4)(9π/4)^{1/3} s²/(φ² r_s)
 * </pre>
 *
 * with the spin-scaling factor φ(ζ), the energy ε_c(r_s, ζ) of the uniform gas, and the reduced
 * gradient t of Perdew, Burke and Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996), eqs. 4 and 12.
 *
 * @param coefficient μ or β; zero without a term
 */
public record Leading(Term term, double coefficient) {
    /** Nothing is known. */
    public static final Leading NONE = new Leading(Term.NONE, 0);

    /** Which coefficient is known. */
    public enum Term {
        /** None. */
        @JsonProperty("none")
        NONE,

        /** μ of exchange. */
        @JsonProperty("exchange")
        EXCHANGE,

        /** β of correlation. */
        @JsonProperty("correlation")
        CORRELATION,

        /**
         * μ of exchange that depends on α: the network keeps its first order in p and in α but for
         * the sum that slowly varying densities have, {@link SlowlyVaryingKernel}.
         */
        @JsonProperty("slowly-varying-exchange")
        SLOWLY_VARYING_EXCHANGE
    }

    public Leading {
        if (term == null || !(Math.abs(coefficient) < 100) || isNone(term) && coefficient != 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the leading term %s cannot have the coefficient %s",
                            term,
                            coefficient));
        }
    }

    /** The term of exchange with the coefficient μ. */
    public static Leading exchange(double mu) {
        return new Leading(Term.EXCHANGE, mu);
    }

    /** The term of exchange that depends on α with the coefficient μ. */
    public static Leading slowlyVaryingExchange(double mu) {
        return new Leading(Term.SLOWLY_VARYING_EXCHANGE, mu);
    }

    /** The term of correlation with the coefficient β. */
    public static Leading correlation(double beta) {
        return new Leading(Term.CORRELATION, beta);
    }

    boolean isNone() {
        return isNone(term);
    }

    private static boolean isNone(Term term) {
        return term == Term.NONE;
    }

    /** Whether it is a summand beside a network of the fourth order. */
    boolean isSummand() {
        return term == Term.EXCHANGE || term == Term.CORRELATION;
    }

    boolean dependsOnDensity() {
        return term == Term.CORRELATION;
    }

    /** Whether a factor with this gate can have the term: the uniform gas must be exact. */
    boolean goesWith(Gate gate) {
        return switch (term) {
            case NONE -> true;
            case EXCHANGE ->
                    gate != Gate.NONE && gate != Gate.DIFFERENCE && !gate.dependsOnDensity();
            case CORRELATION -> gate == Gate.SCREENED_GRADIENT;
            case SLOWLY_VARYING_EXCHANGE -> gate == Gate.DIFFERENCE;
        };
    }

    /** The gate by which that of the network is multiplied, which makes it of the fourth order. */
    Gate second() {
        return term == Term.CORRELATION ? Gate.SCREENED_GRADIENT : Gate.GRADIENT;
    }
}
