package xcflow.workflows.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Regular expressions (RE2) of bounded size. RE2 takes time in proportion to the pattern and the
 * text, but it writes repetitions out: {@code (a{1000}){1000}} would be a million steps.
 */
final class Regex {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_DEPTH = 50;
    private static final long MAX_STEPS = 10_000;

    private final String pattern;
    private final Deque<Long> outside = new ArrayDeque<>();
    private long group;
    private long atom;

    private Regex(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The pattern, ready for use.
     *
     * @throws IllegalArgumentException if it is none or too large
     */
    static Pattern compile(String pattern) {
        if (pattern.length() > MAX_LENGTH || steps(pattern) > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "the regular expression is too large: it may have "
                            + MAX_LENGTH
                            + " characters, and "
                            + MAX_STEPS
                            + " when its repetitions are written out");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "not a regular expression: " + e.getMessage().replace('\n', ' '), e);
        }
    }

    /** Upper limit of the steps of a pattern with its repetitions written out. */
    static long steps(String pattern) {
        return new Regex(pattern).count();
    }

    private long count() {
        int i = 0;
        while (i < pattern.length() && outside.size() <= MAX_DEPTH && group <= MAX_STEPS) {
            char c = pattern.charAt(i);
            if (c == '(') {
                close(0);
                outside.push(group);
                group = 0;
                i++;
            } else if (c == ')' && !outside.isEmpty()) {
                close(0);
                atom = group + 2;
                group = outside.pop();
                i++;
            } else if (c == '{') {
                i = repetition(i);
            } else {
                close(1);
                i += c == '\\' ? 2 : 1;
            }
        }
        close(0);
        boolean tooDeep = outside.size() > MAX_DEPTH;
        return tooDeep ? MAX_STEPS + 1 : outside.stream().reduce(group, Math::max);
    }

    /** The last piece is complete; another one of the given size begins. */
    private void close(long next) {
        group += atom;
        atom = next;
    }

    /** Multiplies the last piece by the larger of the two numbers in the braces. */
    private int repetition(int open) {
        int i = open + 1;
        long most = 1;
        long number = 0;
        for (; i < pattern.length() && "0123456789,".indexOf(pattern.charAt(i)) >= 0; i++) {
            int digit = pattern.charAt(i) - '0';
            number = digit < 0 ? 0 : Math.min(MAX_STEPS, 10 * number + digit);
            most = Math.max(most, number + 1);
        }
        atom = Math.min(MAX_STEPS + 1, Math.max(1, atom) * most);
        return i;
    }
}
