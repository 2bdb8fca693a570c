package xcflow.runner.environment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xcflow.runner.process.Excerpt;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskFailure;

/**
 * Programs that manage environments, as the user of xcflow would start them.
 *
 * @param variable value of an environment variable of this process, or null
 */
public record Programs(UnaryOperator<String> variable) {

    /** Variables that such programs need and that do not reach commands. */
    private static final List<String> PASSED =
            List.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "TMPDIR",
                    "XDG_RUNTIME_DIR",
                    "XDG_CONFIG_HOME",
                    "XDG_DATA_HOME",
                    "DOCKER_HOST",
                    "DOCKER_CONFIG",
                    "CONTAINER_HOST",
                    "CONTAINERS_CONF",
                    "CONTAINERS_STORAGE_CONF",
                    "APPTAINER_CACHEDIR",
                    "APPTAINER_TMPDIR",
                    "CONDA_EXE",
                    "CONDA_ENVS_PATH",
                    "CONDA_PKGS_DIRS",
                    "MAMBA_ROOT_PREFIX",
                    "MODULEPATH",
                    "MODULESHOME",
                    "LMOD_CMD",
                    "LMOD_DIR",
                    "LMOD_PKG");

    /** How much of what a program prints is looked at, in bytes. */
    private static final int MOST = 4 << 20;

    /** Those of this process. */
    public static Programs here() {
        return new Programs(System::getenv);
    }

    /** What a program printed, standard output and error apart. */
    public record Said(int status, String out, String err) {
        /** The end of what it printed, for messages. */
        String end() {
            String text =
                    (out + "\n" + err)
                            .lines()
                            // The logs of container engines, which say the same again.
                            .filter(line -> !line.startsWith("time=") && !line.isBlank())
                            .collect(Collectors.joining("\n"))
                            .strip();
            return text.length() > 1000 ? "…" + text.substring(text.length() - 1000) : text;
        }
    }

    /** The first of several programs that is in {@code PATH}. */
    Optional<Path> find(String... names) {
        String places = Optional.ofNullable(variable.apply("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(names)
                .flatMap(
                        name ->
                                Stream.of(places.split(Pattern.quote(File.pathSeparator)))
                                        .filter(place -> !place.isBlank())
                                        .map(place -> Path.of(place, name)))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst();
    }

    /** The variables that the programs themselves need. */
    Map<String, String> variables() {
        Map<String, String> passed = new TreeMap<>();
        for (String name : PASSED) {
            if (variable.apply(name) != null) {
                passed.put(name, variable.apply(name));
            }
        }
        return passed;
    }

    /** Runs a program to its end. */
    Said run(List<String> command, Map<String, String> variables, Duration limit)
            throws TaskFailure, IOException {
        Path out = Files.createTempFile("xcflow-", ".out");
        Path err = Files.createTempFile("xcflow-", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment().putAll(variables);
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            Process process = builder.start();
            if (!ended(process, limit)) {
                throw new TaskFailure(
                        String.format(
                                Locale.ROOT,
                                "%s did not end within %d s",
                                String.join(" ", command),
                                limit.toSeconds()));
            }
            return new Said(
                    process.exitValue(),
                    Excerpt.of(out, MOST).text(),
                    Excerpt.of(err, MOST).text());
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
