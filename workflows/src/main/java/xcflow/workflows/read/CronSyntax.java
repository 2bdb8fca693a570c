package xcflow.workflows.read;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the form of Quartz's cron expressions; the scheduler has the last word. */
final class CronSyntax {
    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");
    private static final List<String> DAYS =
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private record Field(String name, int min, int max, List<String> names, Pattern special) {}

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final List<Field> FIELDS =
            List.of(
                    new Field("seconds", 0, 59, List.of(), NOTHING),
                    new Field("minutes", 0, 59, List.of(), NOTHING),
                    new Field("hours", 0, 23, List.of(), NOTHING),
                    new Field(
                            "day of month", 1, 31, List.of(), Pattern.compile("L(-\\d+)?W?|\\d+W")),
                    new Field("month", 1, 12, MONTHS, NOTHING),
                    new Field("day of week", 1, 7, DAYS, Pattern.compile("L|\\w+L|\\w+#[1-5]")),
                    new Field("year", 1970, 2299, List.of(), NOTHING));

    private static final Pattern PART = Pattern.compile("(\\*|\\w+(?:-\\w+)?)(?:/(\\d+))?");

    private CronSyntax() {}

    /** What is wrong, or nothing. */
    static String check(String cron) {
        String[] fields = cron.strip().toUpperCase(Locale.ROOT).split("\\s+");
        if (fields.length == 5) {
            return String.format(
                    Locale.ROOT,
                    "'%s' has 5 fields, but Quartz counts seconds first: write '0 %s'",
                    cron,
                    suggestion(cron.strip()));
        }
        if (fields.length < 6 || fields.length > 7) {
            return "a cron expression has 6 or 7 fields (seconds, minutes, hours, day of month,"
                    + " month, day of week, year), not "
                    + fields.length;
        }
        for (int i = 0; i < fields.length; i++) {
            if (!isValid(FIELDS.get(i), fields[i])) {
                return String.format(
                        Locale.ROOT,
                        "'%s' is not valid for the %s of a cron expression",
                        fields[i],
                        FIELDS.get(i).name());
            }
        }
        boolean dayOfMonth = fields[3].equals("?");
        boolean dayOfWeek = fields[5].equals("?");
        if (dayOfMonth == dayOfWeek) {
            return "exactly one of day of month and day of week must be '?'";
        }
        return "";
    }

    private static String suggestion(String five) {
        String[] fields = five.split("\\s+");
        if (fields[4].equals("*")) {
            fields[4] = "?";
        } else if (fields[2].equals("*")) {
            fields[2] = "?";
        }
        return String.join(" ", fields);
    }

    private static boolean isValid(Field field, String text) {
        boolean day = field.name().startsWith("day");
        if (text.equals("?")) {
            return day;
        }
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            boolean usual = matcher.matches() && inRange(field, matcher.group(1));
            if (!usual && !field.special().matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean inRange(Field field, String range) {
        if (range.equals("*")) {
            return true;
        }
        for (String end : range.split("-", -1)) {
            boolean number = end.matches("\\d{1,4}");
            int value = number ? Integer.parseInt(end) : -1;
            if (number
                    ? value < field.min() || value > field.max()
                    : !field.names().contains(end)) {
                return false;
            }
        }
        return true;
    }
}
