package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.schedule.ScheduleServer;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.ServerOutput;
import xcflow.workflows.schema.TaskCatalog;

/** A schedule fires while something serves, and goes on after a restart. */
class ScheduleTest {
    @TempDir private Path directory;

    @Test
    void firesTwiceAndOnceAgainAfterARestart() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        Path file =
                xcflow.file(
                        "tick.yaml",
                        "name: tick\nsteps:\n  a: {uses: shell, with: {command: echo tick}}\n");
        xcflow.ok(
                "schedule", "add", file.toString(), "--cron", "* * * * * ?", "--time-zone", "UTC");
        assertThat(serveUntil(xcflow, 2)).isGreaterThanOrEqualTo(2);
        int before = succeeded(xcflow);
        assertThat(serveUntil(xcflow, before + 1)).isGreaterThan(before);

        xcflow.ok("schedule", "remove", "tick");
        assertThat(xcflow.ok("schedule", "list", "--json").json()).isEmpty();
        xcflow.ok("audit");
    }

    @Test
    void aRunThatWasTakenUpKeepsItsScheduleAndIsNotBegunTwice() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        Path file =
                xcflow.file(
                        "tick.yaml",
                        """
                        name: tick
                        steps:
                          a:
                            uses: shell
                            cache: false
                            with:
                              command: |
                                test -e %1$s/go && exit 0
                                touch %1$s/begun
                                sleep 600
                        """
                                .formatted(directory));
        xcflow.ok("schedule", "add", file.toString(), "--name", "nightly", "--cron", "* * * * * ?");
        // The first server stops in the middle of a run and leaves it to the next.
        serve(xcflow, (project, printed) -> Files.exists(directory.resolve("begun")));
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("state").asString())
                .isEqualTo("INTERRUPTED");
        String said =
                serve(
                        xcflow,
                        (project, printed) ->
                                printed.contains(
                                        "schedule nightly: skipped, because its previous"));
        assertThat(said).contains("run 1 of nightly begins").doesNotContain("run 2 of nightly");
        Files.createFile(directory.resolve("go"));
        assertThat(serveUntil(xcflow, 1)).isPositive();
    }

    @Test
    void theNextTimeIsToldInTheZoneOfTheSchedule() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        Path file =
                xcflow.file("t.yaml", "name: t\nsteps:\n  a: {uses: shell, with: {command: ls}}\n");
        assertThat(
                        xcflow.ok(
                                        "schedule",
                                        "add",
                                        file.toString(),
                                        "--cron",
                                        "0 30 5 * * ?",
                                        "--time-zone",
                                        "Asia/Kathmandu")
                                .out())
                .contains("05:30:00 +05:45");
    }

    private static int serveUntil(CommandLine xcflow, int runs) throws Exception {
        serve(xcflow, (project, printed) -> count(project) >= runs);
        return succeeded(xcflow);
    }

    /** When to stop serving. */
    @FunctionalInterface
    private interface Enough {
        boolean of(Project project, String printed) throws Exception;
    }

    /** Serves until it is enough, and gives what was printed. */
    private static String serve(CommandLine xcflow, Enough enough) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (Project project = Project.open(xcflow.home());
                Schedules schedules = Schedules.open(project.provenance().database())) {
            ScheduleServer server =
                    new ScheduleServer(
                            project,
                            TaskCatalog.load(),
                            schedules,
                            1,
                            new ServerOutput(out, false),
                            System.err);
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    server.serve();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            thread.start();
            try {
                CommandLine.until(
                        () -> enough.of(project, printed.toString(StandardCharsets.UTF_8)));
            } finally {
                server.stop();
                thread.join();
            }
            return printed.toString(StandardCharsets.UTF_8);
        }
    }

    private static int succeeded(CommandLine xcflow) throws Exception {
        try (Project project = Project.open(xcflow.home())) {
            return count(project);
        }
    }

    private static int count(Project project) {
        List<Run> runs = project.ledger().runs(0, 100);
        return (int)
                runs.stream()
                        .filter(run -> run.state() == RunState.SUCCEEDED)
                        .filter(run -> run.origin().equals("schedule"))
                        .count();
    }
}
