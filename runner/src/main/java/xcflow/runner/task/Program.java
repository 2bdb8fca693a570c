package xcflow.runner.task;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import xcflow.spi.TaskFailure;
import xcflow.storage.Sha256;

/**
 * A program of the machine.
 *
 * @param name as the user calls it, without directories
 * @param file where it is
 * @param installed whether it was found in {@code PATH}
 * @param sha256 of its file
 */
record Program(String name, Path file, boolean installed, String sha256) {

    /** How long a program may take to tell its version, in seconds. */
    private static final int PATIENCE = 10;

    /**
     * Finds a program.
     *
     * @param written name, looked for in {@code PATH}, or a path, which begins in the directory
     * @throws TaskFailure if there is none; the message says where it was looked for
     */
    static Program find(String written, Path directory) throws IOException, TaskFailure {
        Path file = locate(written, directory);
        return new Program(
                Path.of(written).getFileName().toString(),
                file,
                !written.contains("/"),
                digest(file));
    }

    /** Where a program is, as {@link #find} finds it. */
    static Path locate(String written, Path directory) throws TaskFailure {
        Path path;
        try {
            path = Path.of(written);
        } catch (InvalidPathException e) {
            throw new TaskFailure("not the name of a program: " + written, e, false);
        }
        boolean installed = !written.contains("/");
        Optional<Path> found =
                installed
                        ? places().map(place -> place.resolve(path))
                                .filter(Program::executable)
                                .findFirst()
                        : Optional.of(directory.resolve(path)).filter(Program::executable);
        return found.orElseThrow(
                () ->
                        new TaskFailure(
                                installed
                                        ? "there is no program " + written + " in PATH"
                                        : absence(directory.resolve(path).normalize())));
    }

    private static String absence(Path file) {
        if (Files.isRegularFile(file)) {
            return file + " cannot be executed ('chmod +x' makes a script a program)";
        }
        return "there is no program " + file;
    }

    private static Stream<Path> places() {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .map(Path::of);
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String digest(Path file) throws IOException {
        MessageDigest hash = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /**
     * First line of what an installed program prints of its version. Others are not asked: a script
     * of the user might begin its work.
     */
    String version(Path scratch) throws IOException {
        if (!installed) {
            return "";
        }
        Path said = scratch.resolve("version");
        Process process =
                new ProcessBuilder(file.toString(), "--version")
                        .directory(scratch.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return "";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            process.destroyForcibly();
        }
        String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    }
}
