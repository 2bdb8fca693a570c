package xcflow.runner.progress;

import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import xcflow.provenance.record.Warning;
import xcflow.runner.run.RunListener;
import xcflow.runner.view.VisibleText;

/**
 * A bar with the time left, for terminals. It advances with the progress inside the running
 * instances too. Only what needs attention gets a line of its own.
 */
public final class BarProgress implements RunListener {

    /** Units of the bar for one instance. */
    private static final int UNITS = 1000;

    private final PrintStream terminal;
    private final String name;
    private final Map<String, Double> running = new LinkedHashMap<>();
    private ProgressBar bar;
    private volatile int known;
    private volatile int done;

    /**
     * @param name what stands before the bar
     */
    public BarProgress(PrintStream terminal, String name) {
        this.terminal = terminal;
        this.name = name;
    }

    @Override
    public synchronized void planned(int instances) {
        known = instances;
        show("");
    }

    @Override
    public synchronized void started(String label, int threads) {
        if (bar == null) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(name)
                            .setInitialMax(Math.max(1L, (long) known * UNITS))
                            .setUpdateIntervalMillis(200)
                            .setUnit("", UNITS)
                            .setRenderer(new BarText(name, () -> done, () -> known))
                            .setConsumer(new BarLine(terminal))
                            .build();
            // What was cached took no time and must not shorten the time left.
            bar.stepTo((long) done * UNITS);
        }
        running.put(label, 0.0);
        show(label);
    }

    @Override
    public synchronized void cached(List<String> labels) {
        done += labels.size();
        show("");
    }

    @Override
    public synchronized void imported(Map<String, Integer> counts) {
        counts.forEach((origin, count) -> line("cached: " + count + " " + origin));
    }

    @Override
    public synchronized void succeeded(String label) {
        end(label);
    }

    @Override
    public synchronized void warned(String label, List<Warning> warnings) {
        warnings.forEach(warning -> line("warning: " + label + ": " + warning));
    }

    @Override
    public synchronized void retrying(String label, String message, Instant at) {
        running.remove(label);
        line("retry: " + label + ": " + message);
    }

    @Override
    public synchronized void failed(String label, String message) {
        end(label);
        line("FAILED: " + label + ": " + message);
    }

    @Override
    public synchronized void skipped(String label, String reason) {
        end(label);
    }

    @Override
    public synchronized void stopped(String label) {
        running.remove(label);
    }

    @Override
    public synchronized void progress(String label, double fraction, String message) {
        if (!running.containsKey(label)) {
            return;
        }
        if (!Double.isNaN(fraction)) {
            running.put(label, Math.max(0, Math.min(1, fraction)));
        }
        show(message.isEmpty() ? label : label + ": " + message);
    }

    @Override
    public synchronized void ended() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private void end(String label) {
        running.remove(label);
        done++;
        show("");
    }

    private void line(String text) {
        terminal.print("\r\033[K" + VisibleText.of(text) + "\n");
    }

    private void show(String message) {
        if (bar == null) {
            return;
        }
        double inside = running.values().stream().mapToDouble(Double::doubleValue).sum();
        bar.maxHint((long) known * UNITS);
        bar.stepTo((long) ((done + inside) * UNITS));
        if (!message.isEmpty()) {
            bar.setExtraMessage(VisibleText.of(message));
        }
    }
}
