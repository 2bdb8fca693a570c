package xcflow.functional;

/**
 * How much of the exact exchange of the orbitals a functional takes besides what it makes of the
 * density.
 *
 * @param fraction of the exact exchange energy
 * @param range ω of the attenuated repulsion erfc(ωr)/r that it is made with, bohr⁻¹; 0 for the
 *     full repulsion
 */
public record ExchangeShare(double fraction, double range) {
    /** No exact exchange: the functional is of the density alone. */
    public static final ExchangeShare NONE = new ExchangeShare(0, 0);

    /** A fraction of the exchange of the full repulsion. */
    public static ExchangeShare of(double fraction) {
        return new ExchangeShare(fraction, 0);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return fraction == 0;
    }

    /**
     * The sum of the shares of two parts of a functional.
     *
     * @throws IllegalArgumentException if their ranges differ
     */
    public ExchangeShare plus(ExchangeShare other) {
        if (isNone() || other.isNone()) {
            return isNone() ? other : this;
        }
        if (range != other.range) {
            throw new IllegalArgumentException("exact exchange of two ranges");
        }
        return new ExchangeShare(fraction + other.fraction, range);
    }
}
