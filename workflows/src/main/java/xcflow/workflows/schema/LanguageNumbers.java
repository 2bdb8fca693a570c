package xcflow.workflows.schema;

import java.math.BigDecimal;

/**
 * The numbers of the language. There is one kind, as in JSON: 2 and 2.0 are the same number and are
 * written the same way. Inside, whole numbers that fit are Long so that they stay exact.
 */
public final class LanguageNumbers {
    private LanguageNumbers() {}

    /** The number as a Long if it is whole and fits, else null. */
    public static Long whole(Number number) {
        if (number instanceof Long exact) {
            return exact;
        }
        double d = number.doubleValue();
        return d == Math.rint(d) && Math.abs(d) < 0x1p63 ? Long.valueOf((long) d) : null;
    }

    /** Shortest text that reads back as the same number; whole numbers without a fraction. */
    public static String text(Number number) {
        if (number instanceof Long) {
            return number.toString();
        }
        double d = number.doubleValue();
        if (d == Math.rint(d) && Math.abs(d) < 1e15) {
            return Long.toString((long) d);
        }
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            return Double.isNaN(d) ? ".nan" : d > 0 ? ".inf" : "-.inf";
        }
        double magnitude = Math.abs(d);
        if (magnitude >= 1e-4 && magnitude < 1e15) {
            return BigDecimal.valueOf(d).toPlainString();
        }
        return Double.toString(d).replace("E", "e").replace(".0e", "e");
    }
}
