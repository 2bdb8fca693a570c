package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.run.Run;
import xcflow.provenance.run.RunState;
import xcflow.runner.project.Project;
import xcflow.runner.schedule.Announcer;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.Server;
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

    private static int serveUntil(CommandLine xcflow, int runs) throws Exception {
        try (Project project = Project.open(xcflow.home());
                Schedules schedules = Schedules.open(project.provenance().database())) {
            Server server =
                    new Server(
                            project,
                            TaskCatalog.load(),
                            schedules,
                            1,
                            new Announcer(System.out, false),
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
            CommandLine.until(() -> count(project) >= runs);
            server.stop();
            thread.join();
            return count(project);
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
