package xcflow.runner.top;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.runner.execution.DurationText;
import xcflow.runner.progress.TerminalSize;
import xcflow.runner.view.Count;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.RunView;
import xcflow.runner.view.VisibleText;

/**
 * The table: runs above, what is being executed below, as many lines as there is room for. Text
 * from records is shown with its control characters visible.
 *
 * @param colours whether states have colours besides their words
 */
public record TopScreen(TerminalSize size, boolean colours) {
    private static final int BAR = 16;

    /**
     * What is shown.
     *
     * @param runs newest first
     * @param running instances that are being executed, of all runs
     */
    public record Content(List<RunView> runs, List<InstanceView> running) {}

    /** The lines of the screen, none longer than the terminal is wide. */
    public List<String> lines(String home, Content content, Instant now) {
        List<String> lines = new ArrayList<>();
        long going = content.runs().stream().filter(RunView::goingOn).count();
        lines.add(
                cut(
                        String.format(
                                Locale.ROOT,
                                "xcflow top  %s  %s  %s at work",
                                now.truncatedTo(ChronoUnit.SECONDS),
                                Count.of(going, "run"),
                                Count.of(content.running().size(), "instance"))));
        lines.add(cut(home));
        lines.add("");
        int room = Math.max(4, size.rows() - 8);
        int below = Math.min(content.running().size(), room / 2);
        List<RunView> runs =
                content.runs().subList(0, Math.min(content.runs().size(), room - below));
        lines.add(
                cut(
                        String.format(
                                Locale.ROOT,
                                "%5s  %-11s %-16s %9s  %-22s %s",
                                "RUN",
                                "STATE",
                                "DONE",
                                "TOOK",
                                "WORKFLOW",
                                "INSTANCES")));
        runs.forEach(run -> lines.add(line(run, now)));
        if (!content.running().isEmpty()) {
            lines.add("");
            lines.add(
                    cut(
                            String.format(
                                    Locale.ROOT,
                                    "%5s  %-16s %5s %9s  %s",
                                    "RUN",
                                    "DONE",
                                    "",
                                    "SINCE",
                                    "INSTANCE")));
            content.running().stream()
                    .limit(room - runs.size())
                    .forEach(i -> lines.add(line(i, now)));
            int more = content.running().size() - (room - runs.size());
            if (more > 0) {
                lines.add(cut("       and " + more + " more"));
            }
        }
        return lines;
    }

    private String line(RunView run, Instant now) {
        String state = run.state().toLowerCase(Locale.ROOT);
        double part = run.known() == 0 ? 0 : (double) run.done() / run.known();
        String text =
                String.format(
                        Locale.ROOT,
                        "%5d  %-11s %s %9s  %-22s %s",
                        run.run().id(),
                        state,
                        bar(part),
                        run.took(now).map(TopScreen::shortly).orElse(""),
                        VisibleText.of(called(run)),
                        run.countsText() + labels(run));
        return painted(cut(text), state);
    }

    private static String labels(RunView run) {
        String labels = run.marks().labelsText();
        return labels.isEmpty() ? "" : VisibleText.of("  [" + labels + "]");
    }

    /** The workflow, and the name of the run if it has one. */
    private static String called(RunView run) {
        return run.run().workflow() + run.marks().name().map(name -> ": " + name).orElse("");
    }

    private String line(InstanceView view, Instant now) {
        boolean known = view.percent().isPresent();
        String message = view.instance().message().map(text -> "  " + text).orElse("");
        return cut(
                VisibleText.of(
                        String.format(
                                Locale.ROOT,
                                "%5d  %s %5s %9s  %s%s",
                                view.instance().run(),
                                known ? bar(view.percent().getAsInt() / 100.0) : " ".repeat(BAR),
                                known ? view.percent().getAsInt() + " %" : "",
                                shortly(view.since(now)),
                                view.label(),
                                message)));
    }

    /** Without fractions of a second, which nobody can read. */
    private static String shortly(java.time.Duration duration) {
        return DurationText.of(duration.truncatedTo(ChronoUnit.SECONDS)).replace("0 ms", "0 s");
    }

    private static String bar(double part) {
        int full = (int) Math.round(BAR * Math.max(0, Math.min(1, part)));
        return "#".repeat(full) + ".".repeat(BAR - full);
    }

    /** One column stays free: a full line would make some terminals begin the next. */
    private String cut(String line) {
        int most = Math.max(20, size.columns() - 1);
        return line.length() <= most ? line : line.substring(0, most - 1) + ">";
    }

    private String painted(String line, String state) {
        String code =
                switch (state) {
                    case "running" -> "33";
                    case "failed" -> "31";
                    case "succeeded" -> "32";
                    case "interrupted", "cancelled" -> "35";
                    default -> "";
                };
        // The word of the state stands at a fixed place, behind the number.
        int from = 7;
        int to = Math.min(line.length(), from + state.length());
        return !colours || code.isEmpty() || to <= from
                ? line
                : line.substring(0, from)
                        + "\u001b["
                        + code
                        + "m"
                        + line.substring(from, to)
                        + "\u001b[0m"
                        + line.substring(to);
    }
}
