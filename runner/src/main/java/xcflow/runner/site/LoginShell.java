package xcflow.runner.site;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands of a batch system here or, by OpenSSH, on the login node. One connection is kept
 * for all of them and a while longer, so that who has to type a code for it does so once; what is
 * asked for in the background never asks a person.
 *
 * @param host the login node as the user's OpenSSH knows it; empty: this machine
 * @param patience after which a command that does not end is ended
 */
record LoginShell(Optional<String> host, Duration patience) {
    private static final Logger LOG = LoggerFactory.getLogger(LoginShell.class);

    /** The status of OpenSSH itself. */
    private static final int SSH_FAILED = 255;

    /** Most of what a command may print. */
    private static final int MOST = 8 << 20;

    /**
     * Runs a command.
     *
     * @param input is written to it
     * @return what it printed
     * @throws BatchFailure if it failed, with what it said, or did not end in time
     */
    String run(String command, String input) throws BatchFailure {
        String program = command.strip().split("\\s", 2)[0];
        try {
            Process process = new ProcessBuilder(words(command)).start();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It did not want it; its status says whether that is a failure, and its words why.
                LOG.debug("{} did not read its input", program, e);
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new BatchFailure(
                        String.format(
                                Locale.ROOT,
                                "%s did not answer within %d s",
                                program,
                                Math.max(1, patience.toSeconds())),
                        false);
            }
            String said = out.get(5, TimeUnit.SECONDS);
            if (process.exitValue() != 0) {
                String why = (err.get(5, TimeUnit.SECONDS) + "\n" + said).strip();
                throw new BatchFailure(
                        String.format(
                                Locale.ROOT,
                                "%s failed (%d): %s",
                                program,
                                process.exitValue(),
                                why.isEmpty() ? "it said nothing" : excerpt(why)),
                        process.exitValue() != SSH_FAILED || host.isEmpty());
            }
            return said;
        } catch (IOException e) {
            throw new BatchFailure(program + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BatchFailure(program + " was interrupted", e);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new BatchFailure(program + " gave no answer that could be read", e);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String excerpt(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String joined =
                lines.subList(0, Math.min(4, lines.size())).stream()
                        .map(String::strip)
                        .collect(Collectors.joining("; "));
        return joined.length() > 400 ? joined.substring(0, 400) + " …" : joined;
    }

    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        if (host.isPresent()) {
            File sockets = new File(System.getProperty("user.home"), ".ssh");
            words.addAll(
                    List.of(
                            "ssh",
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "ConnectTimeout=20",
                            "-o",
                            "ControlMaster=auto",
                            "-o",
                            "ControlPath=" + new File(sockets, "xcflow-%C"),
                            "-o",
                            "ControlPersist=30m",
                            "--",
                            host.get(),
                            "sh -c " + quoted(command)));
        } else {
            words.addAll(List.of("sh", "-c", command));
        }
        return words;
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readNBytes(MOST), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        return "";
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "xcflow-batch-command");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** A word for a POSIX shell, whatever is in it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
