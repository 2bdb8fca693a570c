package xcflow.runner.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.record.Warning;
import xcflow.runner.execution.DurationText;
import xcflow.runner.run.RunListener;
import xcflow.runner.view.VisibleText;

/** One line for each change, with its time in UTC: for files, pipes and continuous integration. */
public final class LineProgress implements RunListener {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Cached steps beyond this number are summarised in one line. */
    private static final int MANY = 8;

    private final PrintStream out;
    private final Map<String, Instant> started = new HashMap<>();
    private int known;
    private int done;

    public LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void planned(int instances) {
        known = instances;
    }

    @Override
    public synchronized void started(String label, int threads) {
        started.put(label, Instant.now());
        line("running", label, threads > 1 ? threads + " threads" : "");
    }

    @Override
    public synchronized void cached(List<String> labels) {
        done += labels.size();
        Map<String, Integer> steps = new LinkedHashMap<>();
        labels.forEach(label -> steps.merge(label.replaceFirst("\\[.*", ""), 1, Integer::sum));
        if (steps.size() > MANY) {
            line("cached", steps.size() + " steps", labels.size() + " instances");
        } else {
            steps.forEach(
                    (step, count) -> line("cached", step, count > 1 ? count + " instances" : ""));
        }
    }

    @Override
    public synchronized void imported(Map<String, Integer> counts) {
        counts.forEach(
                (origin, count) ->
                        line(
                                "cached",
                                "of these, " + count + (count == 1 ? " was " : " were ") + origin,
                                ""));
    }

    @Override
    public synchronized void succeeded(String label) {
        done++;
        line("done", label, took(label));
    }

    @Override
    public synchronized void warned(String label, List<Warning> warnings) {
        warnings.forEach(warning -> line("warning", label, warning.toString()));
    }

    @Override
    public synchronized void retrying(String label, String message, Instant at) {
        String wait = DurationText.of(Duration.between(Instant.now(), at).plusMillis(1));
        line("retry", label, "in " + wait + " after: " + message);
    }

    @Override
    public synchronized void failed(String label, String message) {
        done++;
        line("FAILED", label, message);
    }

    @Override
    public synchronized void skipped(String label, String reason) {
        done++;
        line("skipped", label, reason);
    }

    @Override
    public synchronized void stopped(String label) {
        line("stopped", label, took(label));
    }

    private String took(String label) {
        Instant begin = started.remove(label);
        return begin == null ? "" : DurationText.of(Duration.between(begin, Instant.now()));
    }

    private void line(String what, String label, String detail) {
        String count = known == 0 ? "" : "[" + done + "/" + known + "]";
        out.printf(
                Locale.ROOT,
                "%s %-11s %-8s %s%s%n",
                TIME.format(Instant.now()),
                count,
                what,
                VisibleText.of(label),
                detail.isEmpty() ? "" : " (" + VisibleText.of(detail) + ")");
    }
}
