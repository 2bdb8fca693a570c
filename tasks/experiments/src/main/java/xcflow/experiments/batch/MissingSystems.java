package xcflow.experiments.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.spi.TaskContext;
import xcflow.spi.Warning;

/** Systems of a study that have no result: they are named and left out. */
public final class MissingSystems {
    /** Systems are missing from a result. */
    static final String MISSING = "systems-missing";

    private static final int MOST = 10;

    private MissingSystems() {}

    /**
     * Tells what is missing.
     *
     * @param reasons why, by system
     * @param of number of systems in all
     * @param consequence what that means for the result, without a full stop
     */
    public static void warn(
            Map<String, String> reasons, int of, String consequence, TaskContext context) {
        if (reasons.isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>();
        reasons.forEach(
                (name, reason) -> named.add(name + " (" + reason.replace(name + ": ", "") + ")"));
        int more = named.size() - MOST;
        String list =
                String.join("; ", named.subList(0, Math.min(MOST, named.size())))
                        + (more > 0 ? String.format(Locale.ROOT, " and %d more", more) : "");
        context.warn(
                new Warning(
                        MISSING,
                        String.format(
                                Locale.ROOT,
                                "%d of %d systems have no result, %s: %s",
                                reasons.size(),
                                of,
                                consequence,
                                list)));
    }
}
