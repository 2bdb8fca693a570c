package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A project that is opened in the background while the command line and the workflow are read. Only
 * what exists is opened; nothing is created.
 */
public final class BackgroundOpening implements AutoCloseable {
    private final Path directory;
    private FutureTask<Project> opening;

    private BackgroundOpening(Path directory, FutureTask<Project> opening) {
        this.directory = directory;
        this.opening = opening;
    }

    /** Nothing is opened. */
    public static BackgroundOpening nothing() {
        return new BackgroundOpening(null, null);
    }

    /** Begins to open the project in a directory, if there is one. */
    public static BackgroundOpening begin(Path directory) {
        try {
            if (!Homes.at(directory).exists()) {
                return nothing();
            }
        } catch (UnusableHomeException e) {
            // Whoever needs the project hears of it.
            return nothing();
        }
        FutureTask<Project> opening = new FutureTask<>(() -> Project.open(directory));
        Thread thread = new Thread(opening, "xcflow-opening");
        thread.setDaemon(true);
        thread.start();
        return new BackgroundOpening(directory, opening);
    }

    /** The open project of a directory, which is the caller's to close. */
    public synchronized Project take(Path wanted) throws IOException {
        if (opening == null || !wanted.equals(directory)) {
            return Project.open(wanted);
        }
        FutureTask<Project> mine = opening;
        opening = null;
        return result(mine);
    }

    private static Project result(FutureTask<Project> opening) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            } else if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes the project if nobody took it. */
    @Override
    public synchronized void close() {
        if (opening != null) {
            try (Project unused = result(opening)) {
                opening = null;
            } catch (IOException | RuntimeException e) {
                // Whoever needs the project hears of it; the command that was given did not.
                opening = null;
            }
        }
    }
}
