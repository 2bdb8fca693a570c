package xcflow.runner.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xcflow.storage.files.OwnFiles;
import xcflow.workflows.model.Secret;

/** Gets the values of secrets from where the workflow says that they are. */
final class SecretValue {
    /** Shorter values, in characters, would be found in texts that have nothing to do with them. */
    static final int SHORTEST = 8;

    /** Longest value, in bytes. */
    private static final int LONGEST = 64 * 1024;

    private static final long COMMAND_SECONDS = 30;

    private final String name;
    private final Path directory;

    /**
     * @param directory that files are relative to, and in which commands run
     */
    SecretValue(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    String of(Secret source) throws SecretException {
        try {
            String value =
                    source.file().isPresent()
                            ? file(source.file().get())
                            : source.command().isPresent()
                                    ? command(source.command().get())
                                    : variable();
            return checked(value.replaceAll("[\r\n]+$", ""));
        } catch (IOException e) {
            throw unusable("cannot be read: " + e.getMessage());
        }
    }

    private String checked(String value) throws SecretException {
        if (value.length() < SHORTEST) {
            throw unusable(
                    String.format(
                            Locale.ROOT,
                            "has %d characters; it needs at least %d, or it could not be kept out"
                                    + " of logs",
                            value.length(),
                            SHORTEST));
        }
        return value;
    }

    private String variable() throws SecretException {
        String value = System.getenv(name);
        if (value == null) {
            throw unusable(
                    "is not set: set the environment variable, or give its 'file' or 'command'");
        }
        return value;
    }

    /** Where its file is. */
    Path path(String written) {
        return written.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), written.substring(2))
                : directory.resolve(written);
    }

    private String file(String written) throws IOException, SecretException {
        Path file = path(written);
        if (!Files.isRegularFile(file)) {
            throw unusable(
                    Files.exists(file)
                            ? "is to be in " + file + ", which is not a file"
                            : "is to be in the file " + file + ", which does not exist");
        }
        Optional<String> open = OwnFiles.openPermissions(file);
        if (open.isPresent()) {
            throw unusable(
                    String.format(
                            Locale.ROOT,
                            "can be read by others: %s has the permissions %s; make it private:"
                                    + " chmod 600 %1$s",
                            file,
                            open.get()));
        }
        if (Files.size(file) > LONGEST) {
            throw unusable("is longer than " + LONGEST + " bytes");
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unusable("was in the file " + file + ", which has disappeared");
        }
    }

    private String command(String command) throws IOException, SecretException {
        Process process =
                new ProcessBuilder(List.of("sh", "-c", command))
                        .directory(directory.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        try {
            var output =
                    java.util.concurrent.CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return process.getInputStream().readNBytes(LONGEST + 1);
                                } catch (IOException e) {
                                    return new byte[0];
                                }
                            });
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                throw unusable(
                        "is to come from a command that did not end within "
                                + COMMAND_SECONDS
                                + " s");
            }
            if (process.exitValue() != 0) {
                throw unusable(
                        "is to come from a command that ended with exit status "
                                + process.exitValue());
            }
            byte[] value = output.join();
            if (value.length > LONGEST) {
                throw unusable("is longer than " + LONGEST + " bytes");
            }
            return new String(value, StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable("was not read: the process is ending");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private SecretException unusable(String why) {
        return new SecretException("the secret " + name + " " + why);
    }
}
