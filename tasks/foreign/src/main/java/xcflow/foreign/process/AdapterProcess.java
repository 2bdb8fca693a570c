package xcflow.foreign.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import xcflow.spi.ProcessUse;
import xcflow.spi.ResourceUse;

/**
 * An adapter as a child process, with everything that it starts. It never outlives this process,
 * see {@link AdapterGuard}. Confined to one thread but for {@link #stop}.
 */
public final class AdapterProcess {
    /** How long it may take to end by itself, and after it has been asked to, in milliseconds. */
    private static final long LEAVE = 400;

    private static final long GRACE = 1500;

    static {
        // As for commands of steps: starting by way of a program of the JDK takes longer.
        String mechanism = "jdk.lang.Process.launchMechanism";
        if (System.getProperty("os.name").equals("Linux")
                && System.getProperty(mechanism) == null) {
            System.setProperty(mechanism, "VFORK");
        }
    }

    private final Process process;
    private final Path directory;
    private final OutputStream in;
    private final LineFeed lines;
    private final LastOutput errors = new LastOutput();
    private ResourceUse usedBefore = ResourceUse.NOTHING;
    private boolean stopped;

    private AdapterProcess(Process process, Path directory, int longestLine) {
        this.process = process;
        this.directory = directory;
        in = process.getOutputStream();
        lines = new LineFeed(longestLine);
        background("output", () -> lines.drain(process.getInputStream()));
        background("errors", () -> errors.drain(process.getErrorStream()));
    }

    private void background(String what, Runnable work) {
        Thread thread = new Thread(work, "adapter " + what + " " + process.pid());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts one.
     *
     * @param directory its working directory, empty, deleted when it ends
     * @param environment besides that of this process
     * @param longestLine most bytes of a line that it may write
     * @throws IOException if it cannot be started
     */
    public static AdapterProcess start(
            List<String> command, Path directory, Map<String, String> environment, int longestLine)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(AdapterGuard.around(command, directory))
                        .directory(directory.toFile());
        builder.environment().putAll(environment);
        return new AdapterProcess(builder.start(), directory, longestLine);
    }

    /** Its working directory. */
    public Path directory() {
        return directory;
    }

    /** Process id of the guard, for the log. */
    public long pid() {
        return process.pid();
    }

    /** What it has used since this was asked last; while it waits, that is nothing. */
    public ResourceUse used() {
        ResourceUse now = ProcessUse.of(process.pid());
        ResourceUse since = now.since(usedBefore);
        usedBefore = now;
        return since;
    }

    /** Whether it is running. */
    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Writes a line to its standard input.
     *
     * @throws IOException if it does not take it any more
     */
    public void send(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** What {@link #next} gives where there is no line. */
    public enum Silence {
        /** Nothing came in time. */
        WAITING,
        /** It closed its standard output: it ends, or has ended. */
        ENDED,
        /** It wrote a line that is too long. */
        TOO_LONG
    }

    /**
     * The next line, or why there is none.
     *
     * @param line told of the line
     * @return empty if there was one
     */
    public Optional<Silence> next(long milliseconds, java.util.function.Consumer<String> line)
            throws InterruptedException {
        LineFeed.Line next = lines.next(milliseconds);
        if (next == null) {
            return Optional.of(Silence.WAITING);
        }
        if (next instanceof LineFeed.Text text) {
            line.accept(text.text());
            return Optional.empty();
        }
        return Optional.of(next instanceof LineFeed.TooLong ? Silence.TOO_LONG : Silence.ENDED);
    }

    /** Its exit status if it ends within a moment. */
    public Optional<Integer> status() {
        try {
            return process.waitFor(LEAVE, TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What it wrote last to its standard error, for a message; may be empty. */
    public String lastOutput() {
        return errors.text();
    }

    /** Ends it and all that it started, and deletes its directory. */
    public void stop() {
        end(true);
    }

    /** The same without waiting for what it may still be doing. */
    public void kill() {
        end(false);
    }

    private synchronized void end(boolean politely) {
        if (stopped) {
            return;
        }
        stopped = true;
        boolean interrupted = Thread.interrupted();
        List<ProcessHandle> family = process.descendants().toList();
        try {
            in.close();
        } catch (IOException e) {
            // It is gone already.
        }
        try {
            if (!(politely && process.waitFor(LEAVE, TimeUnit.MILLISECONDS))) {
                signal("TERM", family);
                process.waitFor(GRACE, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        signal("KILL", family);
        delete();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** To the group, which the guard leads; elsewhere to each process that is known. */
    private void signal(String signal, List<ProcessHandle> family) {
        if (AdapterGuard.exists()) {
            try {
                new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor(GRACE, TimeUnit.MILLISECONDS);
            } catch (IOException e) {
                // No kill program: the loop below still reaches every process known.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (signal.equals("KILL")) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } else if (!AdapterGuard.exists()) {
            family.forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private void delete() {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // The guard deletes it too.
        }
    }
}
