package xcflow.runner.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How quantities are called on a page: by what the author of the task says of them if that is
 * short, otherwise by their name in words. Small errors in Hartree are shown in thousandths.
 */
final class Headings {
    private static final int LONGEST = 44;
    private static final double SMALL = 0.1;
    private static final Pattern ERROR =
            Pattern.compile("error|deviat|differ|mae|rms|spread|missed", Pattern.CASE_INSENSITIVE);
    private static final Pattern INDEX =
            Pattern.compile("(?<![\\p{Alnum}_])([A-Za-zζρσμ])_(xc|[xcsρσ0])(?![\\p{Alnum}_])");

    private Headings() {}

    /** A path such as {@code training.energy-mean} as people say it; text without markup. */
    static String text(Report.Column column) {
        String name = column.name();
        int dot = name.lastIndexOf('.');
        String what = said(column.meaning());
        // "Error." says less of energy-error than its name.
        if (what.length() <= name.length() - dot - 1) {
            return words(name);
        }
        return dot < 0 ? what : words(name.substring(0, dot)) + ": " + lower(what);
    }

    private static String said(String meaning) {
        String first = meaning.strip();
        first = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
        return first.length() <= LONGEST && !first.contains(". ") && !first.contains(";")
                ? lower(first)
                : "";
    }

    private static String lower(String text) {
        return text.length() > 1 && Character.isLowerCase(text.charAt(1))
                ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
                : text;
    }

    /** Names as they stand in files, without the marks between their words. */
    static String words(String name) {
        // What people wrote themselves, with blanks or capitals, stays as it is.
        return name.matches("[a-z0-9]+([-._][a-z0-9]+)*")
                ? name.replace('.', ' ').replace('-', ' ').replace('_', ' ')
                : name;
    }

    /** Whether a column is shown in thousandths of its unit. */
    static boolean isMilli(Report.Column column, List<?> values) {
        return column.unit().equals("Ha")
                && ERROR.matcher(column.name() + " " + column.meaning()).find()
                && values.stream().filter(Objects::nonNull).allMatch(Headings::isSmall)
                && values.stream().anyMatch(Number.class::isInstance);
    }

    private static boolean isSmall(Object value) {
        return value instanceof Number number && Math.abs(number.doubleValue()) < SMALL;
    }

    /** As HTML, with indices such as that of E_xc below the line. */
    static String html(String text) {
        return INDEX.matcher(escaped(text)).replaceAll("$1<sub>$2</sub>");
    }

    /** As HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
