package xcflow.functional;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How much of the exact exchange of the orbitals a functional takes besides what it makes of the
 * density: that of the repulsion fraction/r + shortRange erfc(ωr)/r.
 *
 * @param fraction of the exchange of the full repulsion
 * @param shortRange fraction of the exchange of the short-range repulsion on top of that; negative
 *     in functionals whose exchange is exact at long range
 * @param range ω, bohr⁻¹; 0 if there is no part of short range
 */
public record ExchangeShare(double fraction, double shortRange, double range) {
    /** No exact exchange: the functional is of the density alone. */
    public static final ExchangeShare NONE = new ExchangeShare(0, 0, 0);

    public ExchangeShare {
        if (!Double.isFinite(fraction)
                || !Double.isFinite(shortRange)
                || !(range >= 0 && range < Double.POSITIVE_INFINITY)
                || (shortRange == 0) != (range == 0)) {
            throw new IllegalArgumentException(
                    "a share of exact exchange is a fraction of the whole, or one of short range"
                            + " with its range besides, not "
                            + fraction
                            + ", "
                            + shortRange
                            + " and "
                            + range);
        }
    }

    /** A fraction of the exchange of the full repulsion. */
    public static ExchangeShare of(double fraction) {
        return new ExchangeShare(fraction, 0, 0);
    }

    /** A fraction of the exchange of erfc(ωr)/r, ω in bohr⁻¹. */
    public static ExchangeShare ofShortRange(double fraction, double range) {
        return new ExchangeShare(0, fraction, range);
    }

    /** Whether there is none. */
    @JsonIgnore
    public boolean isNone() {
        return fraction == 0 && shortRange == 0;
    }

    /**
     * What it leaves of the exchange of the density, if it takes the place of it: all but its
     * fraction. Exact exchange of a part of the range takes the place of no multiple.
     */
    public double remaining() {
        return shortRange == 0 ? 1 - fraction : 1;
    }

    /**
     * The sum of the shares of two parts of a functional.
     *
     * @throws IllegalArgumentException if their ranges differ
     */
    public ExchangeShare plus(ExchangeShare other) {
        if (shortRange != 0 && other.shortRange != 0 && range != other.range) {
            throw new IllegalArgumentException("exact exchange of two ranges");
        }
        double sum = shortRange + other.shortRange;
        return new ExchangeShare(
                fraction + other.fraction, sum, sum == 0 ? 0 : Math.max(range, other.range));
    }
}
