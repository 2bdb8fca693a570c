package xcflow.figures;

import java.util.Locale;

/**
 * What an axis shows.
 *
 * @param label the quantity, with indices in braces
 * @param unit empty if there is none
 */
public record Quantity(String label, String unit, boolean logarithmic) {

    /** A linear axis. */
    public static Quantity of(String label, String unit) {
        return new Quantity(label, unit, false);
    }

    /** The same axis with marks at powers of ten. */
    public Quantity decades() {
        return new Quantity(label, unit, true);
    }

    /** Label and unit, with a power of ten by which the marks are to be multiplied. */
    String text(String factor) {
        String in = factor.isEmpty() ? unit : unit.isEmpty() ? factor : factor + " " + unit;
        return in.isEmpty() ? label : String.format(Locale.ROOT, "%s (%s)", label, in);
    }
}
