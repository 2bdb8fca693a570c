package xcflow.workflows.text;

import java.util.Collection;
import xcflow.spi.EditDistance;

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
            int distance = EditDistance.between(unknown.replace('_', '-'), candidate);
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
}
