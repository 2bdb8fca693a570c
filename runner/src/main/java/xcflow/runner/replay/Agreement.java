package xcflow.runner.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.workflows.schema.Tolerance;

/** What a comparison has found so far. */
public final class Agreement {
    private static final int MOST = 8;

    private final List<String> different = new ArrayList<>();
    private int within;
    private double furthest;
    private String furthestWhere = "";

    /** How two results compare. */
    public enum Degree {
        /** To the last bit. */
        IDENTICAL,
        /** Some numbers differ, none by more than its tolerance. */
        WITHIN_TOLERANCE,
        /** Something differs. */
        DIFFERENT
    }

    /** Notes two numbers at the same place. */
    void numbers(String where, double before, double now, Tolerance tolerance) {
        if (Double.compare(before, now) == 0) {
            return;
        }
        if (!tolerance.admits(before, now)) {
            different(
                    String.format(
                            Locale.ROOT,
                            "%s: %s, now %s (differ by %.1e)",
                            where,
                            Double.toString(before),
                            Double.toString(now),
                            Math.abs(before - now)));
            return;
        }
        within++;
        double share =
                Math.abs(before - now)
                        / (tolerance.absolute() + tolerance.relative() * Math.abs(before));
        if (share >= furthest) {
            furthest = share;
            furthestWhere = String.format(Locale.ROOT, "%s: %s, now %s", where, before, now);
        }
    }

    /** Notes files whose bytes differ, though no number in them may. */
    void bytes() {
        within = Math.max(within, 1);
    }

    /** Notes a difference that is not one of numbers. */
    void different(String what) {
        different.add(what);
    }

    /** The result. */
    public Degree degree() {
        return !different.isEmpty()
                ? Degree.DIFFERENT
                : within > 0 ? Degree.WITHIN_TOLERANCE : Degree.IDENTICAL;
    }

    /** What differs, or how much; empty if nothing does. */
    public String detail() {
        if (different.isEmpty()) {
            if (within == 0) {
                return "";
            }
            return furthest == 0
                    ? "the same numbers in other bytes"
                    : String.format(
                            Locale.ROOT,
                            "%d numbers differ, by at most %.1e of the tolerance (%s)",
                            within,
                            furthest,
                            furthestWhere);
        }
        int more = different.size() - MOST;
        return String.join("; ", different.subList(0, Math.min(MOST, different.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
