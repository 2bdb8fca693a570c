package xcflow.foreign.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import xcflow.spi.TaskFailure;

/**
 * A virtual environment of Python in the project's directory, with packages of fixed versions.
 *
 * @param place of it
 */
record PrivatePython(Path place) {
    private static final int SHOWN = 8;

    /**
     * Makes it, or adds to it what is missing.
     *
     * @param packages with versions, as pip takes them
     * @throws TaskFailure with the last lines of what was said
     */
    Path install(List<String> packages, Consumer<String> progress) throws TaskFailure {
        String python =
                Launch.find("python3")
                        .map(Path::toString)
                        .orElseThrow(
                                () ->
                                        new TaskFailure(
                                                "there is no python3: install Python 3.9 or newer"
                                                        + " first"));
        try {
            Path parent = place.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            Path own = place.toAbsolutePath().resolve("bin").resolve("python");
            if (!Files.isExecutable(own)) {
                progress.accept("makes a virtual environment in " + place);
                run(List.of(python, "-m", "venv", place.toAbsolutePath().toString()), progress);
            }
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    own.toString(),
                                    "-m",
                                    "pip",
                                    "install",
                                    "--disable-pip-version-check",
                                    "--no-input",
                                    "--only-binary",
                                    ":all:"));
            command.addAll(packages);
            progress.accept("installs " + String.join(", ", packages));
            run(command, progress);
            return place;
        } catch (IOException e) {
            throw new TaskFailure(place + " cannot be made: " + e.getMessage(), e, true);
        }
    }

    private static void run(List<String> command, Consumer<String> progress)
            throws IOException, TaskFailure {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .start();
        List<String> last = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.add(line);
                if (last.size() > SHOWN) {
                    last.remove(0);
                }
                if (line.startsWith("Collecting") || line.startsWith("Installing")) {
                    progress.accept(line);
                }
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new TaskFailure(
                        command.get(0)
                                + " ended with status "
                                + status
                                + ":\n    "
                                + String.join("\n    ", last),
                        null,
                        true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailure("the installation was interrupted", e, true);
        } finally {
            process.destroy();
        }
    }
}
