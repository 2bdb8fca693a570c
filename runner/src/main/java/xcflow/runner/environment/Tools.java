package xcflow.runner.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import xcflow.spi.TaskFailure;

/** Asks programs in an environment for their versions. */
public record Tools(Programs programs, Environment environment) {
    private static final Duration ASKING = Duration.ofMinutes(2);
    private static final int LONGEST = 4000;

    /**
     * What a command prints, without blanks at its ends.
     *
     * @throws TaskFailure if it fails or prints nothing
     */
    public String says(String tool, String command) throws TaskFailure, IOException {
        Path scratch = Files.createTempDirectory("xcflow-tool-");
        try {
            Environment.Start start =
                    environment.start(
                            List.of("sh", "-c", command),
                            new Environment.Place(
                                    scratch,
                                    scratch,
                                    Map.of(
                                            "PATH", "/usr/local/bin:/usr/bin:/bin",
                                            "HOME", scratch.toString(),
                                            "LC_ALL", "C")));
            Programs.Said said = programs.run(start.command(), start.variables(), ASKING);
            String text = (said.out().strip() + "\n" + said.err().strip()).strip();
            if (said.status() != 0 || text.isEmpty()) {
                throw new TaskFailure(
                        String.format(
                                Locale.ROOT,
                                "the tool %s does not say its version: '%s' %s",
                                tool,
                                command,
                                said.status() == 0
                                        ? "prints nothing"
                                        : "ended with exit status "
                                                + said.status()
                                                + ": "
                                                + said.end()));
            }
            return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        } finally {
            clear(scratch);
        }
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
