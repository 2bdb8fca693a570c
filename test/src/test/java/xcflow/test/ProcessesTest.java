package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No command outlives its execution, however the command, its run or xcflow itself ends. */
class ProcessesTest {
    @TempDir private Path directory;
    private CommandLine xcflow;

    @BeforeEach
    void open() {
        xcflow = new CommandLine(directory);
    }

    /** A workflow of one command that writes its number into the file {@code pid}. */
    private Path sleeping(String command) throws Exception {
        return xcflow.file(
                "sleep.yaml",
                "name: sleep\nsteps:\n  a:\n    uses: shell\n    with:\n      command: |\n        "
                        + command.formatted(directory).replace("\n", "\n        ")
                        + "\n");
    }

    private boolean written() throws Exception {
        Path file = directory.resolve("pid");
        return Files.exists(file) && Files.readString(file).endsWith("\n");
    }

    private long pid() throws Exception {
        return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    }

    private void commandIsGone() throws Exception {
        long pid = pid();
        CommandLine.until(() -> !alive(pid));
    }

    /** Where nobody collects the dead, they stay listed as zombies. */
    private static boolean alive(long pid) throws Exception {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        return Files.exists(stat) && !Files.readString(stat).matches("(?s).*\\) [ZX] .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trap 'echo bye' EXIT; sleep 600 & echo $! > %1$s/pid",
                "sleep 600 & echo $! > %1$s/pid; exec echo started",
                "setsid sleep 600 & echo $! > %1$s/pid",
                "(trap '' TERM; exec setsid sleep 600) & echo $! > %1$s/pid",
                "env -i setsid sleep 600 & echo $! > %1$s/pid",
            })
    void whatACommandLeavesRunningIsEnded(String command) throws Exception {
        Path file = sleeping(command);
        Process run = xcflow.start("run", file.toString(), "-q");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        commandIsGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "TERM", "INT"})
    void aSignalEndsTheRunAndItsCommand(String signal) throws Exception {
        Process run = xcflow.start("run", sleeping("echo $$ > %s/pid\nsleep 600").toString(), "-q");
        CommandLine.until(this::written);
        new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(1);
        commandIsGone();
        assertThat(xcflow.states()).isEqualTo(Map.of("CANCELLED", 1));
    }

    @Test
    void aCommandEndsWithTheProcessThatStartedIt() throws Exception {
        Process run = xcflow.start("run", sleeping("echo $$ > %s/pid\nsleep 600").toString(), "-q");
        CommandLine.until(this::written);
        run.destroyForcibly().waitFor();
        commandIsGone();
    }

    @Test
    void resumingEndsTheOrphanBeforeItStartsTheCommandAgain() throws Exception {
        // It left its group and is deaf to TERM, so that nobody but its successor can end it.
        Path file =
                sleeping(
                        """
                        test -e %1$s/second && echo again && exit 0
                        touch %1$s/second
                        (trap '' TERM HUP; exec setsid sleep 600) & echo $! > %1$s/pid
                        wait
                        """);
        Process run = xcflow.start("run", file.toString(), "-q");
        CommandLine.until(this::written);
        run.destroyForcibly().waitFor();
        assertThat(xcflow.ok("resume", "-q").out()).isEmpty();
        assertThat(alive(pid())).isFalse();
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 1));
    }

    @Test
    void cancellingARunWhoseProcessIsGoneEndsItsInstances() throws Exception {
        Process run = xcflow.start("run", sleeping("echo $$ > %s/pid\nsleep 600").toString(), "-q");
        CommandLine.until(this::written);
        run.destroyForcibly().waitFor();
        xcflow.ok("cancel", "1");
        assertThat(xcflow.states()).isEqualTo(Map.of("CANCELLED", 1));
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @ParameterizedTest
    @CsvSource({"120", "20"})
    void controlCAtATerminalEndsTheRunInOrder(int columns) throws Exception {
        Path file = sleeping("echo $$ > %s/pid\nsleep 600");
        Path classes =
                Files.writeString(
                        directory.resolve("classes"),
                        "-cp \"" + System.getProperty("java.class.path") + "\"\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command =
                "stty cols %d; exec env --default-signal=INT %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dxcflow.terminal=true @%s xcflow.runner.Main run %s --home %s"
                        .formatted(columns, java, classes, file, xcflow.home());
        Path screen = directory.resolve("screen");
        Process terminal =
                new ProcessBuilder("script", "-q", "-e", "-f", "-c", command, screen.toString())
                        .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .start();
        try {
            CommandLine.until(
                    () ->
                            written()
                                    && Files.readString(screen, StandardCharsets.UTF_8)
                                            .contains("0/1"));
        } finally {
            if (!written()) {
                terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        }
        terminal.getOutputStream().write(3);
        terminal.getOutputStream().flush();
        assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(terminal.exitValue()).isEqualTo(1);
        assertThat(Files.readString(screen)).contains("stopping: 1 execution");
        commandIsGone();
        assertThat(xcflow.states()).isEqualTo(Map.of("CANCELLED", 1));
    }
}
