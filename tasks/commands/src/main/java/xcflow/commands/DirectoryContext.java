package xcflow.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.Warning;

/**
 * Runs a task from the command line: what it stores are plain files in one directory, and nothing
 * is recorded. An interrupted task goes on from the checkpoint that it left there.
 */
final class DirectoryContext implements TaskContext {
    private static final String CHECKPOINT = ".checkpoint";

    private final Path directory;
    private final boolean made;
    private final int threads;
    private final BiConsumer<Double, String> progress;
    private final Consumer<Warning> warned;
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private final Map<String, Path> files = new HashMap<>();

    /**
     * @param warned told of each warning once
     */
    DirectoryContext(
            Path directory,
            int threads,
            BiConsumer<Double, String> progress,
            Consumer<Warning> warned)
            throws IOException {
        this.made = !Files.exists(directory);
        this.directory = Files.createDirectories(directory);
        this.threads = threads;
        this.progress = progress;
        this.warned = warned;
    }

    /** Makes a file known, so that it can be an input of the task. */
    Artefact add(Path file) throws IOException {
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return known(file, digest, "application/octet-stream");
    }

    private Artefact known(Path file, MessageDigest digest, String mediaType) throws IOException {
        var hex = HexFormat.of().formatHex(digest.digest());
        files.put(hex, file);
        return new Artefact(hex, file.getFileName().toString(), mediaType, Files.size(file));
    }

    @Override
    public synchronized Artefact store(String name, String mediaType, Content content)
            throws IOException {
        var digest = sha256();
        var file = directory.resolve(name);
        write(file, content, digest);
        return known(file, digest, mediaType);
    }

    private static void write(Path file, Content content, MessageDigest digest) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (var out = new DigestOutputStream(Files.newOutputStream(unfinished), digest)) {
            content.writeTo(out);
        }
        Files.move(
                unfinished,
                file,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public InputStream open(Artefact artefact) throws IOException {
        return Files.newInputStream(file(artefact));
    }

    @Override
    public synchronized Path file(Artefact artefact) {
        return files.get(artefact.digest());
    }

    @Override
    public synchronized void warn(Warning warning) {
        if (warnings.add(warning)) {
            warned.accept(warning);
        }
    }

    /** What the task has found doubtful so far. */
    synchronized List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void progress(double fraction, String message) {
        progress.accept(fraction, message);
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger(DirectoryContext.class);
    }

    @Override
    public void saveCheckpoint(Content content) throws IOException {
        write(directory.resolve(CHECKPOINT), content, sha256());
    }

    @Override
    public Optional<InputStream> loadCheckpoint() throws IOException {
        var file = directory.resolve(CHECKPOINT);
        return Files.exists(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
    }

    /** Deletes the checkpoint, once there are results. */
    void finished() throws IOException {
        Files.deleteIfExists(directory.resolve(CHECKPOINT));
    }

    /** Leaves no empty directory behind when nothing came of it. */
    void abandon() throws IOException {
        try {
            if (made) {
                Files.deleteIfExists(directory);
            }
        } catch (DirectoryNotEmptyException e) {
            log().debug("a checkpoint remains in {}", directory);
        }
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Path scratch() {
        try {
            return Files.createTempDirectory("xcflow");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void functional(FunctionalVersion version) {
        // Only runs of workflows are recorded.
    }

    @Override
    public void metric(Source functional, String metric, double value, String unit) {
        // Only runs of workflows are recorded.
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
