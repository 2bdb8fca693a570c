package xcflow.runner.run;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for a run as a whole.
 *
 * @param timeout longest time from now; empty: none
 * @param failFast whether everything is stopped at the first failure for good
 * @param resources named resources
 * @param places where its instances are executed
 */
public record RunRules(
        Optional<Duration> timeout, boolean failFast, NamedResources resources, Places places) {

    /** How the reason begins why a run ended whose time was over. */
    static final String TIME_LIMIT = "the time limit of the run";

    /** No limits. */
    public static final RunRules NONE =
            new RunRules(Optional.empty(), false, NamedResources.UNLIMITED, Places.ANY);

    /** Whether this is why a run ended: its time was over. */
    public static boolean isTimeLimit(String message) {
        return message.startsWith(TIME_LIMIT);
    }
}
