package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.runner.home.Project;
import xcflow.runner.run.RunRequest;
import xcflow.runner.schedule.Schedules;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.Suggestion;

/** Lists and changes the schedules. */
@Command(name = "schedule", description = "List, add, remove, pause or trigger schedules.")
final class ScheduleCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    /** A time in the zone in which the schedule counts. */
    private static String time(Instant at, Schedules.Schedule schedule) {
        return TIME.format(at.atZone(schedule.zone()));
    }

    /** What is done with opened schedules. */
    @FunctionalInterface
    private interface Work {
        int with(Schedules schedules) throws Exception;
    }

    private int open(Work work) throws Exception {
        try (Project project = Xcflow.project(spec);
                Schedules schedules = Schedules.open(project.provenance().database())) {
            return work.with(schedules);
        }
    }

    @Command(name = "list", description = "List the schedules.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean json) throws Exception {
        return open(
                schedules -> {
                    PrintWriter out = spec.commandLine().getOut();
                    if (json) {
                        Print.json(
                                out, schedules.list().stream().map(ScheduleCommand::json).toList());
                    } else {
                        List<List<String>> rows = new ArrayList<>();
                        for (Schedules.Schedule s : schedules.list()) {
                            rows.add(
                                    List.of(
                                            s.name(),
                                            s.cron(),
                                            s.zone().toString(),
                                            schedules.paused(s.name())
                                                    ? "paused"
                                                    : s.next()
                                                            .map(at -> time(at, s))
                                                            .orElse("never"),
                                            s.previous().map(at -> time(at, s)).orElse(""),
                                            s.file().toString()));
                        }
                        Print.table(
                                out,
                                List.of("SCHEDULE", "CRON", "ZONE", "NEXT", "LAST", "FILE"),
                                rows);
                    }
                    out.flush();
                    return 0;
                });
    }

    @Command(
            name = "add",
            description = "Add a workflow's schedule, or replace the one with the same name.")
    int add(
            @Parameters(paramLabel = "FILE", description = "The workflow.") Path file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "Name (default: the workflow's).")
                    String name,
            @Option(
                            names = "--cron",
                            paramLabel = "CRON",
                            description = "Times in Quartz's syntax (default: the file's own).")
                    String cron,
            @Option(
                            names = "--time-zone",
                            paramLabel = "ZONE",
                            description =
                                    "Such as Europe/Berlin (default: the file's own, or UTC).")
                    ZoneId zone,
            @Option(
                            names = "--set",
                            paramLabel = "NAME=VALUE",
                            description = "Value of a parameter. Can be repeated.")
                    List<String> settings,
            @Option(
                            names = "--missed",
                            paramLabel = "once|skip",
                            defaultValue = "once",
                            description =
                                    "What to do about times that passed while 'serve' was not"
                                            + " running: run once, or skip (default: once).")
                    String missed,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        List<String> values = settings == null ? List.of() : settings;
        RunRequest request = RunRequest.of(file, values);
        Workflow workflow = Notes.read(request, Xcflow.tasks(spec), spec);
        request.outline(workflow);
        String times = cron != null ? cron : workflow.schedule().map(s -> s.cron()).orElse(null);
        if (times == null) {
            throw new RefusedException(
                    "xcflow: " + file + " has no 'schedule': give the times with --cron");
        }
        if (!Schedules.isCron(times)) {
            throw new RefusedException(
                    "xcflow: '" + times + "' is not a cron expression of Quartz");
        }
        if (!missed.equals("once") && !missed.equals("skip")) {
            throw new RefusedException("xcflow: --missed is once or skip, not '" + missed + "'");
        }
        ZoneId place =
                zone != null
                        ? zone
                        : workflow.schedule().map(s -> s.timeZone()).orElse(ZoneId.of("UTC"));
        String called = name != null ? name : workflow.name();
        return open(
                schedules -> {
                    schedules.add(called, file, times, place, values, missed.equals("once"));
                    PrintWriter out = spec.commandLine().getOut();
                    Schedules.Schedule added = schedules.find(called).orElseThrow();
                    if (json) {
                        Print.json(out, json(added));
                    } else {
                        out.println(
                                "schedule "
                                        + called
                                        + ": next at "
                                        + added.next().map(at -> time(at, added)).orElse("no time")
                                        + ", while 'xcflow serve' is up");
                    }
                    out.flush();
                    return 0;
                });
    }

    @Command(name = "remove", description = "Remove a schedule.")
    int remove(
            @Parameters(paramLabel = "NAME", description = "The schedule.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        return change(name, json, Schedules::remove, "removed");
    }

    @Command(name = "trigger", description = "Have 'serve' run a schedule's workflow now.")
    int trigger(
            @Parameters(paramLabel = "NAME", description = "The schedule.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        return change(name, json, Schedules::trigger, "triggered");
    }

    @Command(name = "pause", description = "Let the times of a schedule pass by.")
    int pause(
            @Parameters(paramLabel = "NAME", description = "The schedule.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        return change(name, json, Schedules::pause, "paused");
    }

    @Command(
            name = "resume",
            description = "Let a paused schedule count again, from its next time on.")
    int resume(
            @Parameters(paramLabel = "NAME", description = "The schedule.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        return change(name, json, Schedules::goOn, "resumed");
    }

    /** Something that is done to a schedule. */
    @FunctionalInterface
    private interface Change {
        void make(Schedules schedules, String name) throws Exception;
    }

    private int change(String name, boolean json, Change change, String what) throws Exception {
        return open(
                schedules -> {
                    require(schedules, name);
                    change.make(schedules, name);
                    done(json, name, what);
                    return 0;
                });
    }

    private void done(boolean json, String name, String what) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Print.json(out, Map.of("schedule", name, what, true));
        } else {
            out.println("schedule " + name + ": " + what);
        }
        out.flush();
    }

    private static void require(Schedules schedules, String name) throws Exception {
        if (schedules.find(name).isEmpty()) {
            List<String> names = schedules.list().stream().map(Schedules.Schedule::name).toList();
            throw new RefusedException(
                    "xcflow: there is no schedule '"
                            + name
                            + "'"
                            + Suggestion.forName(name, names));
        }
    }

    private static Map<String, Object> json(Schedules.Schedule schedule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", schedule.name());
        json.put("file", schedule.file().toString());
        json.put("cron", schedule.cron());
        json.put("time-zone", schedule.zone().toString());
        json.put("settings", schedule.settings());
        json.put("next", schedule.next().map(Object::toString).orElse(null));
        json.put("previous", schedule.previous().map(Object::toString).orElse(null));
        return json;
    }
}
