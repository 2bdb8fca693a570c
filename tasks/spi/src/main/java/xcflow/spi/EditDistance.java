package xcflow.spi;

import java.util.Locale;

/** How far two names are from each other, for messages that guess which one was meant. */
public final class EditDistance {
    private static final int LONGEST = 80;

    private EditDistance() {}

    /**
     * Optimal string alignment distance: insertions, deletions, substitutions and exchanges of
     * neighbours, capitals ignored. Its cost is quadratic, so that names longer than 80 characters
     * count as far from everything.
     */
    public static int between(String one, String other) {
        if (one.length() > LONGEST || other.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, d);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] d) {
        int substituted = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(substituted, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean exchanged =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
