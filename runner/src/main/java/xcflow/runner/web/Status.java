package xcflow.runner.web;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.quartz.SchedulerException;
import xcflow.provenance.record.Run;
import xcflow.runner.execution.DurationText;
import xcflow.runner.home.Project;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.InstanceViews;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunViews;

/**
 * What the status page shows. The same facts are its JSON.
 *
 * @param home project directory
 * @param now when this was looked up
 * @param runs newest first
 */
public record Status(String home, Instant now, List<RunLine> runs, List<ScheduleLine> schedules) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int RUNS = 25;
    private static final int RUNNING = 50;

    /**
     * One run.
     *
     * @param state as in {@code xcflow runs}: also INTERRUPTED
     * @param done instances that are over
     * @param known instances known so far
     * @param counts number of instances by state, lower case
     * @param took time since its beginning, or that it took, for people
     * @param message why it failed; otherwise empty
     * @param running what is being executed
     */
    public record RunLine(
            long id,
            String workflow,
            String state,
            String origin,
            Instant created,
            String took,
            int done,
            int known,
            Map<String, Integer> counts,
            String message,
            List<Running> running) {

        /** Part that is over, in per cent. */
        public int percent() {
            return known == 0 ? 0 : 100 * done / known;
        }
    }

    /**
     * One instance that is being executed.
     *
     * @param percent progress inside it; -1 if it is not known
     * @param message what it reported last
     * @param since for how long, for people
     */
    public record Running(String label, int percent, String message, String since) {}

    /**
     * One schedule.
     *
     * @param next next time; empty if there is none any more
     */
    public record ScheduleLine(
            String name, String file, String cron, String zone, String next, String previous) {}

    /** Looks the facts up. */
    static Status of(Project project, Schedules schedules) throws IOException, SchedulerException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<RunLine> runs = new ArrayList<>();
        for (RunView run : new RunViews(project).latest(RUNS)) {
            runs.add(line(project, run, now));
        }
        List<ScheduleLine> lines = new ArrayList<>();
        for (Schedules.Schedule schedule : schedules.list()) {
            lines.add(
                    new ScheduleLine(
                            schedule.name(),
                            schedule.file().toString(),
                            schedule.cron(),
                            schedule.zone().toString(),
                            time(schedule.next()),
                            time(schedule.previous())));
        }
        return new Status(project.home().directory().toString(), now, runs, lines);
    }

    private static RunLine line(Project project, RunView view, Instant now) {
        Run run = view.run();
        return new RunLine(
                run.id(),
                run.workflow(),
                view.state(),
                run.origin(),
                run.created(),
                view.took(now).map(DurationText::of).orElse(""),
                view.done(),
                view.known(),
                view.counts(),
                run.message().orElse(""),
                view.goingOn() ? running(project, run, now) : List.of());
    }

    private static List<Running> running(Project project, Run run, Instant now) {
        return new InstanceViews(project.provenance())
                .running(run, RUNNING).stream().map(view -> running(view, now)).toList();
    }

    private static Running running(InstanceView view, Instant now) {
        return new Running(
                view.label(),
                view.percent().orElse(-1),
                view.instance().message().orElse(""),
                DurationText.of(view.since(now)));
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("");
    }
}
