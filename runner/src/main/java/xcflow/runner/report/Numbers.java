package xcflow.runner.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How values look in a cell. The numbers of a column get as many decimals as its greatest number
 * needs for six significant digits; total energies, which matter by their differences, get at least
 * six decimals; what would lose its digits that way is written with an exponent.
 */
public final class Numbers {
    private static final int SIGNIFICANT = 6;
    private static final int LEAST_SIGNIFICANT = 3;
    private static final int FURTHEST = 4;
    private static final int LONGEST_LIST = 12;

    private final int decimals;
    private final boolean exponents;

    private Numbers(int decimals, boolean exponents) {
        this.decimals = decimals;
        this.exponents = exponents;
    }

    /** The cells of a column as text. */
    public static List<String> column(Report.Column column, List<?> values) {
        Numbers numbers = of(column, values);
        List<String> texts = values.stream().map(numbers::text).toList();
        int spare = numbers.spareZeros(values, texts);
        return spare == 0
                ? texts
                : IntStream.range(0, texts.size())
                        .mapToObj(
                                row ->
                                        numbers.isFixed(values.get(row))
                                                ? withoutEnd(texts.get(row), spare)
                                                : texts.get(row))
                        .toList();
    }

    private static String withoutEnd(String text, int zeros) {
        String rest = text.substring(0, text.length() - zeros);
        return rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private static Numbers of(Report.Column column, List<?> values) {
        double greatest =
                values.stream()
                        .filter(Double.class::isInstance)
                        .mapToDouble(value -> Math.abs((Double) value))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        double least =
                values.stream()
                        .filter(Double.class::isInstance)
                        .mapToDouble(value -> Math.abs((Double) value))
                        .filter(value -> value > 0)
                        .min()
                        .orElse(greatest);
        int magnitude = magnitude(greatest);
        int decimals = Math.min(Math.max(SIGNIFICANT - 1 - magnitude, 0), 10);
        // A few more for the small ones beside it, if a few are enough.
        int wanted = LEAST_SIGNIFICANT - 1 - magnitude(least);
        decimals = wanted <= FURTHEST ? Math.max(decimals, wanted) : decimals;
        boolean energy =
                column.unit().equals("Ha")
                        || column.unit().isEmpty() && column.name().contains("energ");
        return new Numbers(
                energy && greatest >= 1 ? Math.max(decimals, 6) : decimals,
                magnitude >= 7 || magnitude <= -4);
    }

    private static int magnitude(double number) {
        return number == 0 ? 0 : (int) Math.floor(Math.log10(number));
    }

    /** Zeros at the end of every number with decimals. */
    private int spareZeros(List<?> values, List<String> texts) {
        int spare = decimals;
        for (int i = 0; i < values.size(); i++) {
            if (isFixed(values.get(i))) {
                String text = texts.get(i);
                int end = text.length();
                while (end > 0 && text.charAt(end - 1) == '0') {
                    end--;
                }
                spare = Math.min(spare, text.length() - end);
            }
        }
        return exponents ? 0 : spare;
    }

    /** Whether a value is written with the column's decimals; zero fits everywhere. */
    private boolean isFixed(Object value) {
        return value instanceof Double number
                && Double.isFinite(number)
                && !exponents
                && number != 0
                && Math.abs(number) >= 10 * Math.pow(10, -decimals);
    }

    private String text(Object value) {
        if (value instanceof Double number) {
            if (number == 0) {
                return "0";
            } else if (!Double.isFinite(number)) {
                return number.isNaN() ? "not a number" : number > 0 ? "∞" : "-∞";
            }
            String text =
                    isFixed(number)
                            ? String.format(Locale.ROOT, "%." + decimals + "f", number)
                            : String.format(Locale.ROOT, exponents ? "%.4e" : "%.2e", number);
            return text;
        } else if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        } else if (value instanceof Long number) {
            return number.toString();
        } else if (value instanceof List<?> list) {
            String shown =
                    column(new Report.Column("", ""), list.stream().limit(LONGEST_LIST).toList())
                            .stream()
                            .collect(Collectors.joining(", "));
            return list.size() > LONGEST_LIST
                    ? shown + ", … (" + (list.size() - LONGEST_LIST) + " more)"
                    : shown;
        }
        return Objects.toString(value, "");
    }
}
