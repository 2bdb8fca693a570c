package xcflow.runner.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import xcflow.spi.CancelledException;

/**
 * A command with everything that it starts. Where {@code setsid} exists (every Linux), the command
 * leads a session of its own: an interrupt typed at the terminal does not reach it, and a signal to
 * the group reaches all its descendants. Elsewhere descendants are stopped one by one.
 */
final class ProcessGroup {

    /** How long a command may take to end after it has been asked to, in milliseconds. */
    private static final long GRACE = 2000;

    /** How often a cancellation is looked for, in milliseconds. */
    private static final long LOOK = 100;

    /**
     * Precedes the command: at its end, whatever it left running in its group is ended too, and its
     * status kept.
     */
    private static final String AT_THE_END =
            "trap 'status=$?; trap \"\" HUP INT TERM; kill -TERM 0; exit $status' EXIT\n";

    private static final String SETSID =
            Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid")
                    .filter(file -> Files.isExecutable(Path.of(file)))
                    .findFirst()
                    .orElse("");

    static {
        // By default every command is started by way of a program of the JDK, which costs as much
        // as the command of a short step. Known everywhere on Linux; a choice of the user's counts.
        String mechanism = "jdk.lang.Process.launchMechanism";
        if (System.getProperty("os.name").equals("Linux")
                && System.getProperty(mechanism) == null) {
            System.setProperty(mechanism, "VFORK");
        }
    }

    private final ProcessBuilder builder;

    ProcessGroup(ProcessBuilder builder) {
        this.builder = builder;
    }

    /** A process builder for a command line of {@code sh}. */
    static ProcessBuilder of(String command) {
        return SETSID.isEmpty()
                ? new ProcessBuilder("sh", "-c", command)
                : new ProcessBuilder(SETSID, "sh", "-c", AT_THE_END + command);
    }

    /**
     * Runs to the end.
     *
     * @return exit status
     * @throws CancelledException when it was cancelled or the thread interrupted; nothing of the
     *     group is running any more
     */
    int run(BooleanSupplier cancelled) throws IOException {
        Process process =
                builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .start();
        try {
            while (!process.waitFor(LOOK, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    stop(process);
                    throw new CancelledException();
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private static void stop(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        signal(process, family, "TERM");
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE);
        boolean interrupted = Thread.interrupted();
        while (System.nanoTime() < deadline && alive(process, family)) {
            try {
                process.waitFor(20, TimeUnit.MILLISECONDS);
                Thread.sleep(5);
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        signal(process, family, "KILL");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean alive(Process process, List<ProcessHandle> family) {
        return process.isAlive() || family.stream().anyMatch(ProcessHandle::isAlive);
    }

    private static void signal(Process process, List<ProcessHandle> family, String signal) {
        if (!SETSID.isEmpty()) {
            try {
                new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                // No kill program: the loop below still reaches every process known.
            }
        }
        boolean kill = signal.equals("KILL");
        Stream.concat(Stream.of(process.toHandle()), family.stream())
                .forEach(handle -> end(handle, kill));
    }

    private static void end(ProcessHandle handle, boolean kill) {
        if (kill) {
            handle.destroyForcibly();
        } else {
            handle.destroy();
        }
    }
}
