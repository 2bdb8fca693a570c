package xcflow.runner.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import xcflow.runner.execution.DurationText;

/**
 * The line of a bar: how many of the instances are done, the times with their names, and what is
 * being done, as far as there is room. Without colours.
 */
final class BarText implements ProgressBarRenderer {
    private static final int BAR = 14;
    private static final int LONGEST_NAME = 20;
    private static final int SHORTEST_MESSAGE = 8;

    /** Before so much time has passed, nothing can be said of the time left. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final String name;
    private final IntSupplier done;
    private final IntSupplier known;

    BarText(String name, IntSupplier done, IntSupplier known) {
        this.name = name;
        this.done = done;
        this.known = known;
    }

    @Override
    public String render(ProgressState progress, int width) {
        Duration elapsed = progress.getElapsedAfterStart();
        long begun = progress.getCurrent() - progress.getStart();
        Optional<Duration> left =
                begun <= 0 || elapsed.compareTo(SOON) < 0
                        ? Optional.empty()
                        : Optional.of(
                                Duration.ofMillis(
                                        Math.round(
                                                (double) elapsed.toMillis()
                                                        * (progress.getMax()
                                                                - progress.getCurrent())
                                                        / begun)));
        String message = progress.getExtraMessage();
        return line(
                name,
                done.getAsInt(),
                known.getAsInt(),
                progress.getNormalizedProgress(),
                elapsed,
                left,
                message == null ? "" : message,
                width);
    }

    /** At most so many characters: first the message is shortened, then the bar goes. */
    static String line(
            String name,
            int done,
            int known,
            double fraction,
            Duration elapsed,
            Optional<Duration> left,
            String message,
            int width) {
        String head = cut(name, LONGEST_NAME) + " " + done + "/" + known;
        String times =
                "elapsed "
                        + seconds(elapsed)
                        + left.map(time -> ", left about " + seconds(time)).orElse("");
        int full = (int) Math.floor(Math.max(0, Math.min(1, fraction)) * BAR);
        String bar = "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
        String line = head + " " + bar + " " + times;
        if (line.length() > width) {
            line = cut(head + " " + times, width);
        }
        int room = width - line.length() - 2;
        return message.isEmpty() || room < SHORTEST_MESSAGE
                ? line
                : line + "  " + cut(message, room);
    }

    private static String seconds(Duration time) {
        return DurationText.of(Duration.ofSeconds(time.toSeconds())).replace("0 ms", "0 s");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
    }
}
