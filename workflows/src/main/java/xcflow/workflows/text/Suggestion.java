package xcflow.workflows.text;

import java.util.Collection;
import java.util.Locale;

/** Guesses which of the known names was meant. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The words {@code " (did you mean 'x'?)"} with the known name nearest to the unknown one; if
     * nothing is near, a short list of what is known, or nothing.
     */
    public static String forName(String unknown, Collection<String> known) {
        String best = null;
        int least = 1 + Math.max(1, unknown.length() / 3);
        for (String candidate : known) {
            int distance =
                    distance(
                            unknown.toLowerCase(Locale.ROOT).replace('_', '-'),
                            candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        if (best != null) {
            return " (did you mean '" + best + "'?)";
        }
        if (known.isEmpty() || known.size() > 12) {
            return "";
        }
        return " (known: " + String.join(", ", known) + ")";
    }

    /**
     * Optimal string alignment distance: insertions, deletions, substitutions and exchanges of
     * neighbours. Quadratic, so names longer than 80 characters count as far from everything.
     */
    static int distance(String a, String b) {
        if (a.length() > 80 || b.length() > 80) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
