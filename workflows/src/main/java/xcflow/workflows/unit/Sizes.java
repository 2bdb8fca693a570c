package xcflow.workflows.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 512MB} (10⁶ bytes), {@code 4GiB} (2³⁰ bytes). */
public final class Sizes {
    private static final Pattern SIZE =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(b|[kmgt]b|[kmgt]ib)", Pattern.CASE_INSENSITIVE);
    private static final List<String> PREFIXES = List.of("k", "m", "g", "t");

    private Sizes() {}

    /**
     * Bytes.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an amount of memory: write for example 512MB or 4GiB");
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        int power = 1 + PREFIXES.indexOf(unit.substring(0, 1));
        BigDecimal base = BigDecimal.valueOf(unit.endsWith("ib") ? 1024 : 1000);
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(base.pow(power))
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is more memory than there is", e);
        }
    }

    /** The amount with the largest binary unit that keeps it whole, such as {@code 4GiB}. */
    public static String format(long bytes) {
        int power = 0;
        long amount = bytes;
        while (power < PREFIXES.size() && amount != 0 && amount % 1024 == 0) {
            amount /= 1024;
            power++;
        }
        return amount
                + (power == 0 ? "B" : PREFIXES.get(power - 1).toUpperCase(Locale.ROOT) + "iB");
    }
}
