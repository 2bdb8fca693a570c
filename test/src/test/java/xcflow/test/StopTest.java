package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timeouts and cancellations end a command together with everything that it started. */
class StopTest {
    @TempDir private Path directory;

    /** A command that starts two sleeping processes and writes down their numbers. */
    private CommandLine sleeping(String settings) throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file(
                "sleep.yaml",
                """
                name: sleep
                steps:
                  first: {uses: shell, with: {command: echo done}}
                  sleep:
                    uses: shell
                    needs: [first]
                    %2$s
                    with:
                      command: |
                        test -e %1$s/mended && exit 0
                        sleep 600 & echo $! > %1$s/child
                        sh -c 'sleep 600 & echo $! > %1$s/grandchild; wait' &
                        wait
                """
                        .formatted(directory, settings));
        return xcflow;
    }

    private boolean started() throws IOException {
        return Files.exists(directory.resolve("grandchild"))
                && Files.size(directory.resolve("grandchild")) > 0
                && Files.size(directory.resolve("child")) > 0;
    }

    private void allGone() throws Exception {
        for (String name : new String[] {"child", "grandchild"}) {
            long pid = Long.parseLong(Files.readString(directory.resolve(name)).strip());
            CommandLine.until(
                    () -> ProcessHandle.of(pid).map(handle -> !handle.isAlive()).orElse(true));
        }
    }

    @Test
    void aTimeoutKillsTheWholeFamily() throws Exception {
        CommandLine xcflow = sleeping("timeout: 1s");
        CommandLine.Result result = xcflow.run("run", directory + "/sleep.yaml", "-q");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("sleep: exceeded its time limit of 1 s");
        allGone();
    }

    @Test
    void anInterruptEndsTheRunAndSaysHowToGoOn() throws Exception {
        CommandLine xcflow = sleeping("");
        Process process = xcflow.start("run", directory + "/sleep.yaml");
        CommandLine.until(this::started);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(xcflow.printed()).contains("to continue: xcflow resume 1");
        allGone();
        assertThat(xcflow.states()).isEqualTo(Map.of("CANCELLED", 1, "SUCCEEDED", 1));

        Files.createFile(directory.resolve("mended"));
        xcflow.ok("resume", "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 2));
        xcflow.ok("audit");
    }

    @Test
    void aSecondInterruptEndsTheProcessAtOnceAndLosesNothing() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file(
                "stubborn.yaml",
                """
                name: stubborn
                steps:
                  first: {uses: shell, with: {command: echo done}}
                  stubborn:
                    uses: shell
                    needs: [first]
                    with:
                      command: |
                        test -e %1$s/mended && exit 0
                        trap '' TERM INT HUP
                        echo $$ > %1$s/child
                        sleep 600 & echo $! > %1$s/grandchild
                        wait; wait; wait
                """
                        .formatted(directory));
        Process process = xcflow.start("run", directory + "/stubborn.yaml");
        CommandLine.until(this::started);
        interrupt(process);
        CommandLine.until(() -> xcflow.printed().contains("press Ctrl-C again to stop at once"));
        interrupt(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        allGone();
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("state").asString())
                .isEqualTo("INTERRUPTED");

        Files.createFile(directory.resolve("mended"));
        xcflow.ok("resume", "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 2));
        assertThat(
                        xcflow.ok("show", "latest", "first", "--json")
                                .json()
                                .at("/instances/0/executions"))
                .hasSize(1);
        xcflow.ok("audit");
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void cancelEndsARunOfAnotherProcess() throws Exception {
        CommandLine xcflow = sleeping("");
        Process process = xcflow.start("run", directory + "/sleep.yaml");
        CommandLine.until(this::started);
        xcflow.ok("cancel", "1");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        allGone();
        assertThat(xcflow.ok("runs", "--json").json().get(0).get("state").asString())
                .isEqualTo("CANCELLED");
    }
}
