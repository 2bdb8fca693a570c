package xcflow.runner.execution;

import java.time.Duration;

/** Durations for people: {@code 350 ms}, {@code 4.2 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
public final class DurationText {
    private DurationText() {}

    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis % 1000 == 0
                    ? millis / 1000 + " s"
                    : String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return minutes
                    + " min"
                    + (duration.toSecondsPart() == 0 ? "" : " " + duration.toSecondsPart() + " s");
        }
        return duration.toHours()
                + " h"
                + (duration.toMinutesPart() == 0 ? "" : " " + duration.toMinutesPart() + " min");
    }
}
