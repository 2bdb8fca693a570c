package xcflow.runner.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.workflows.schema.Tolerance;

/**
 * Texts with numbers: what is between the numbers must be equal. Numbers that were rounded for
 * people may differ by one in their last place besides their tolerance, since two nearly equal
 * numbers may be rounded to different sides; full numbers (eight digits after the point and more)
 * may not.
 */
final class TextNumbers {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z_#])[-−+]?\\d+(?:\\.(\\d+))?(?:[eE]([-+]?\\d+))?");

    private static final int FULL = 8;

    private TextNumbers() {}

    /**
     * @param rounded whether the numbers may have been rounded for people
     */
    static void compare(
            String where,
            String one,
            String other,
            boolean rounded,
            Tolerance tolerance,
            Agreement agreement) {
        Matcher before = NUMBER.matcher(one);
        Matcher now = NUMBER.matcher(other);
        int endBefore = 0;
        int endNow = 0;
        while (true) {
            boolean found = before.find();
            boolean foundNow = now.find();
            int nextBefore = found ? before.start() : one.length();
            int nextNow = foundNow ? now.start() : other.length();
            if (found != foundNow
                    || !one.substring(endBefore, nextBefore)
                            .equals(other.substring(endNow, nextNow))) {
                agreement.different(where + ": other text in line " + line(one, endBefore));
                return;
            }
            if (!found) {
                return;
            }
            if (!before.group().equals(now.group())) {
                agreement.numbers(
                        where + " line " + line(one, nextBefore),
                        number(before),
                        number(now),
                        new Tolerance(
                                tolerance.absolute() + (rounded ? place(before, now) : 0),
                                tolerance.relative()));
            }
            endBefore = before.end();
            endNow = now.end();
        }
    }

    private static double number(Matcher number) {
        return Double.parseDouble(number.group().replace('−', '-'));
    }

    /** Worth of the last digit if the numbers were rounded; 0 for whole and full numbers. */
    private static double place(Matcher one, Matcher other) {
        int decimals = Math.max(decimals(one), decimals(other));
        if (decimals == 0 || decimals >= FULL) {
            return 0;
        }
        int exponent = one.group(2) == null ? 0 : Integer.parseInt(one.group(2));
        return 1.000001 * Math.pow(10, exponent - decimals);
    }

    private static int decimals(Matcher number) {
        return number.group(1) == null ? 0 : number.group(1).length();
    }

    private static long line(String text, int at) {
        return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
