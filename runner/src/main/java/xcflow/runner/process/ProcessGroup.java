package xcflow.runner.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xcflow.spi.CancelledException;

/**
 * A command with everything that it starts. Where {@code setsid} exists (every Linux), a guard of
 * three lines of shell leads a session of its own and runs the command as its child: an interrupt
 * typed at the terminal does not reach the command, a signal to the group reaches all of it, and
 * whatever the command does with its own traps or {@code exec}, the guard outlives it and ends what
 * it left in the group. The guard holds one end of a pipe whose other end belongs to this process:
 * when this process dies, by whatever cause, the pipe breaks and the guard ends the group.
 *
 * <p>Elsewhere descendants are stopped one by one. What left the group is found by its scratch
 * directory, see {@link StrayProcesses}.
 */
public final class ProcessGroup {

    /** How long a command may take to end after it has been asked to, in milliseconds. */
    private static final long GRACE = 2000;

    /** How often a cancellation is looked for, in milliseconds. */
    private static final long POLL_MILLIS = 100;

    /**
     * The guard. Its own signals are caught, not ignored, so that the command has the usual ones;
     * its standard error is closed before the end, because a shell tells of killed children there.
     * It writes what the command used into the file that is its first argument, if that is not
     * empty, without starting anything for it. Before the command it sets no variable, which might
     * be one of the command's.
     */
    private static final String GUARD =
            """
            xcflow_command() { shift; "$@" 3<&-; }
            exec 3<&0 </dev/null
            (trap '' HUP INT TERM; read -r _ <&3; kill -TERM 0; sleep 2; kill -KILL 0) >/dev/null 2>&1 &
            trap : HUP INT TERM
            xcflow_command "$@"
            status=$?
            exec >/dev/null 2>&1
            trap '' HUP INT TERM
            kill -KILL $!
            [ -z "$1" ] || { times; while read -r line; do echo "$line"; done </proc/$$/io; } >"$1"
            kill -TERM 0
            exit $status
            """;

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
    private final CommandUse use;

    /**
     * @param use measured of it
     */
    public ProcessGroup(ProcessBuilder builder, CommandUse use) {
        this.builder = builder;
        this.use = use;
    }

    /**
     * A process builder for a program with its arguments.
     *
     * @param use to be measured of it
     */
    public static ProcessBuilder of(List<String> command, CommandUse use) {
        List<String> guarded = new ArrayList<>();
        if (!SETSID.isEmpty()) {
            guarded.addAll(List.of(SETSID, "sh", "-c", GUARD, "sh", use.file()));
        }
        guarded.addAll(command);
        return new ProcessBuilder(guarded);
    }

    /**
     * Runs to the end.
     *
     * @return exit status
     * @throws CancelledException when it was cancelled or the thread interrupted; nothing of the
     *     group is running any more
     */
    public int run(BooleanSupplier cancelled) throws IOException {
        return run(cancelled, process -> {});
    }

    /**
     * As {@link #run(BooleanSupplier)}.
     *
     * @param started is given the process when it has begun
     */
    public int run(BooleanSupplier cancelled, Consumer<Process> started) throws IOException {
        if (SETSID.isEmpty()) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        }
        Process process = builder.start();
        started.accept(process);
        try {
            while (!process.waitFor(use.next(POLL_MILLIS), TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    stop(process);
                    throw new CancelledException();
                }
                use.look(process);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            use.tell();
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

    /** The guard outlives the command; what is deaf in the group is killed in any case. */
    private static boolean alive(Process process, List<ProcessHandle> family) {
        return process.isAlive()
                || SETSID.isEmpty() && family.stream().anyMatch(ProcessHandle::isAlive);
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
        // The guard ends by itself once the command has: asking it would be asking twice.
        Stream<ProcessHandle> asked =
                kill || SETSID.isEmpty()
                        ? Stream.concat(Stream.of(process.toHandle()), family.stream())
                        : family.stream();
        asked.forEach(handle -> end(handle, kill));
    }

    private static void end(ProcessHandle handle, boolean kill) {
        if (kill) {
            handle.destroyForcibly();
        } else {
            handle.destroy();
        }
    }
}
