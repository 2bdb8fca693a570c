package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.files.Scratch;
import xcflow.storage.home.Home;

/**
 * Scratch directories of failed attempts, kept so that people can look at what a program left:
 * {@code failed/EXECUTION} in the home. Only the newest are kept.
 */
public final class FailedScratch {
    private static final Logger LOG = LoggerFactory.getLogger(FailedScratch.class);

    /** Number of failed attempts whose directories are kept. */
    private static final int KEPT = 10;

    private final Path root;

    public FailedScratch(Home home) {
        this.root = home.directory().resolve("failed");
    }

    /** Where the directory of a failed execution is, whether or not it is kept. */
    public Path of(long execution) {
        return root.resolve(Long.toString(execution));
    }

    /** Takes over a scratch directory, unless nothing is in it. */
    void keep(long execution, Scratch.Directory directory) {
        try (var files = Files.list(directory.path())) {
            if (files.findAny().isEmpty()) {
                return;
            }
            Files.createDirectories(root);
            Files.move(directory.path(), of(execution));
            forgetOldest();
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            LOG.debug("the directory of execution {} is not kept", execution, e);
        } catch (IOException e) {
            LOG.warn("cannot keep the directory of execution {}: {}", execution, e.toString());
        }
    }

    private synchronized void forgetOldest() throws IOException {
        List<Path> kept;
        try (var directories = Files.list(root)) {
            kept =
                    directories
                            .filter(path -> path.getFileName().toString().matches("[0-9]{1,18}"))
                            .sorted(
                                    Comparator.comparingLong(
                                            path -> Long.parseLong(path.getFileName().toString())))
                            .toList();
        }
        for (Path old : kept.subList(0, Math.max(0, kept.size() - KEPT))) {
            Scratch.delete(old);
        }
    }
}
