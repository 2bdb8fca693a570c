package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bar on a terminal, which {@code script} of util-linux plays. */
class TerminalTest {
    @TempDir private Path directory;

    /** What appears on a terminal of the given width during a run. */
    private String screen(int columns) throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "terminal.yaml",
                                """
                                name: terminal
                                steps:
                                  part:
                                    uses: shell
                                    matrix: {n: [1, 2, 3, 4]}
                                    with: {command: "sleep 0.3; echo $N", environment: {N: "${{ matrix.n }}"}}
                                  bad:
                                    uses: shell
                                    with: {command: "exit 3"}
                                """)
                        .toString();
        Path classes =
                Files.writeString(
                        directory.resolve("classes"),
                        "-cp \"" + System.getProperty("java.class.path") + "\"\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command =
                "stty cols %d rows 24; %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dxcflow.terminal=true @%s xcflow.runner.Main run %s -j 2 --home %s"
                        .formatted(columns, java, classes, file, xcflow.home());
        Path log = directory.resolve("screen");
        Process process =
                new ProcessBuilder("script", "-q", "-e", "-c", command, log.toString())
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return Files.readString(log);
    }

    private static String plain(String text) {
        return text.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 80, 200})
    void theBarNeverLeavesItsLine(int columns) throws Exception {
        String screen = screen(columns);
        List<String> bars =
                screen.lines()
                        .flatMap(line -> List.of(line.split("\r")).stream())
                        .map(TerminalTest::plain)
                        .filter(line -> line.matches("terminal \\d+/\\d+.*"))
                        .toList();
        assertThat(bars).isNotEmpty().allMatch(line -> line.length() <= columns);
        assertThat(bars.get(bars.size() - 1)).contains(" 5/5 ");
    }

    @Test
    void whatNeedsAttentionGetsALineOfItsOwn() throws Exception {
        List<String> lines = plain(screen(100)).lines().toList();
        assertThat(lines)
                .anyMatch(line -> line.equals("FAILED: bad: the command ended with exit status 3"))
                .anyMatch(
                        line ->
                                line.matches(
                                        "run 1 of terminal: FAILED in .* \\(4 succeeded, 1 failed\\)"))
                .noneMatch(line -> line.contains("\tat "));
    }
}
