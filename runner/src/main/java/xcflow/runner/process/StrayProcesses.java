package xcflow.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that a command left behind in its scratch directory, even those that left its process
 * group ({@code setsid}), were handed to another parent, or outlived the program that started them.
 * They are known by the variable {@value #MARK} of their environment, or, where they cleared it, by
 * a working directory inside the scratch directory without a terminal (a person who looks around
 * there has one).
 *
 * <p>Only where {@code /proc} exists; elsewhere nothing is found.
 */
public final class StrayProcesses {

    /** Environment variable of a command: the scratch directory of its execution. */
    public static final String MARK = "XCFLOW_SCRATCH";

    private static final Logger LOG = LoggerFactory.getLogger(StrayProcesses.class);
    private static final Path PROCESSES = Path.of("/proc");

    /** How long a process may take to end after it has been asked to. */
    private static final long GRACE_MILLIS = 2000;

    private static final long LOOK_MILLIS = 5;

    /** Place of the controlling terminal among the fields behind the name in /proc/N/stat. */
    private static final int TERMINAL = 4;

    private StrayProcesses() {}

    /**
     * Ends the processes that live in any of the directories, and returns when they are gone.
     *
     * @return what was ended, each as its number and command
     */
    public static List<String> end(Collection<Path> directories) {
        List<ProcessHandle> found = in(directories);
        if (found.isEmpty()) {
            return List.of();
        }
        List<String> ended = found.stream().map(StrayProcesses::text).toList();
        LOG.warn("ending processes that a command left behind: {}", String.join(", ", ended));
        found.forEach(ProcessHandle::destroy);
        await(found);
        // What was started while the others ended is found now.
        for (ProcessHandle process : in(directories)) {
            process.destroyForcibly();
        }
        return ended;
    }

    private static void await(List<ProcessHandle> processes) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (System.nanoTime() < deadline
                && processes.stream().anyMatch(ProcessHandle::isAlive)) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static List<ProcessHandle> in(Collection<Path> directories) {
        List<ProcessHandle> found = new ArrayList<>();
        if (directories.isEmpty() || !Files.isDirectory(PROCESSES)) {
            return found;
        }
        long own = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != own && livesIn(process, directories)) {
                    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
                    handle.filter(ProcessHandle::isAlive).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("cannot look for processes left behind", e);
        }
        return found;
    }

    private static boolean livesIn(Path process, Collection<Path> directories) {
        try {
            String environment =
                    "\0"
                            + new String(
                                    Files.readAllBytes(process.resolve("environ")),
                                    StandardCharsets.ISO_8859_1)
                            + "\0";
            for (Path directory : directories) {
                String mark =
                        new String(
                                (MARK + "=" + directory).getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1);
                if (environment.contains("\0" + mark + "\0")) {
                    return true;
                }
            }
            Path place = Files.readSymbolicLink(process.resolve("cwd"));
            return directories.stream().anyMatch(place::startsWith) && !terminal(process);
        } catch (IOException | RuntimeException e) {
            return false; // it has ended, or belongs to somebody else
        }
    }

    private static boolean terminal(Path process) throws IOException {
        String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        return !line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[TERMINAL].equals("0");
    }

    private static String text(ProcessHandle process) {
        return process.pid() + " (" + process.info().command().orElse("unknown") + ")";
    }
}
