package xcflow.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.Warning;

/**
 * What a task gets from the runner, kept in a directory and in memory, so that a test can look at
 * it. Thread-safe as the runner's.
 */
public final class TrialContext implements TaskContext {
    private final Path directory;
    private final int threads;
    private volatile byte[] checkpoint;
    private volatile BooleanSupplier cancelled = () -> false;

    /** Fractions that were reported, in order. */
    public final List<Double> progress = Collections.synchronizedList(new ArrayList<>());

    /** Functional versions that were recorded. */
    public final List<FunctionalVersion> functionals =
            Collections.synchronizedList(new ArrayList<>());

    /** Metrics that were recorded, as {@code name=value unit}. */
    public final List<String> metrics = Collections.synchronizedList(new ArrayList<>());

    /** Warnings that were given. */
    public final List<Warning> warnings = Collections.synchronizedList(new ArrayList<>());

    /** A context with one thread, whose artefacts are files of the directory. */
    public TrialContext(Path directory) {
        this(directory, 1);
    }

    /** As {@link #TrialContext(Path)}, with as many threads granted. */
    public TrialContext(Path directory, int threads) {
        this.directory = directory;
        this.threads = threads;
    }

    /** Cancels the execution as soon as the condition holds. */
    public void cancelWhen(BooleanSupplier condition) {
        cancelled = condition;
    }

    @Override
    public Artefact store(String name, String mediaType, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        String digest = sha256(bytes.toByteArray());
        Files.write(directory.resolve(digest), bytes.toByteArray());
        return new Artefact(digest, name, mediaType, bytes.size());
    }

    @Override
    public InputStream open(Artefact artefact) throws IOException {
        return Files.newInputStream(file(artefact));
    }

    @Override
    public Path file(Artefact artefact) {
        return directory.resolve(artefact.digest());
    }

    /** The content of an artefact as text. */
    public String text(Artefact artefact) throws IOException {
        return Files.readString(file(artefact));
    }

    @Override
    public void progress(double fraction, String message) {
        progress.add(fraction);
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger(TrialContext.class);
    }

    @Override
    public void saveCheckpoint(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        checkpoint = bytes.toByteArray();
    }

    @Override
    public Optional<InputStream> loadCheckpoint() {
        return Optional.ofNullable(checkpoint).map(ByteArrayInputStream::new);
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Path scratch() {
        return directory;
    }

    @Override
    public void warn(Warning warning) {
        synchronized (warnings) {
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
    }

    @Override
    public void functional(FunctionalVersion version) {
        functionals.add(version);
    }

    @Override
    public void metric(Source functional, String metric, double value, String unit) {
        metrics.add(metric + "=" + value + " " + unit);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
