package xcflow.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * What a running task may touch besides its inputs. Thread-safe: a task may call it from its own
 * worker threads.
 */
public interface TaskContext {

    /** Writes the whole content to the stream and leaves closing it to the caller. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Stores an artefact. It is synced to disk before this method returns and is kept even if the
     * task fails later. Content that is stored already costs no space again.
     *
     * @param name file name with extension, without directories
     * @param mediaType for example {@code application/json}
     */
    Artefact store(String name, String mediaType, Content content) throws IOException;

    /** Opens the content of an artefact for reading; the caller closes it. */
    InputStream open(Artefact artefact) throws IOException;

    /** Read-only file with the content of an artefact. It must not be written or moved. */
    Path file(Artefact artefact) throws IOException;

    /**
     * Reports how far the execution is. Cheap enough to be called for every small piece of work.
     *
     * @param fraction of the expected work that is done, 0 to 1; NaN when it cannot be known
     * @param message what is being done now, without a full stop
     */
    void progress(double fraction, String message);

    /** Log of this execution; shown by {@code xcflow show RUN STEP --log}. */
    Logger log();

    /**
     * Replaces the checkpoint of this instance, atomically. Checkpoints survive the process and are
     * deleted when the instance succeeds.
     */
    void saveCheckpoint(Content content) throws IOException;

    /**
     * The last checkpoint of an earlier, interrupted or failed attempt with the same cache key. The
     * caller closes the stream. A result must not depend on whether there was one.
     */
    Optional<InputStream> loadCheckpoint() throws IOException;

    /** Whether secrets of the workflow are among the inputs. */
    default boolean hasSecrets() {
        return false;
    }

    /**
     * A stream that puts stars in the place of secrets that are among the inputs, for what a
     * program prints. It is to be flushed at the end only. Logs, messages, warnings and outputs
     * that are text are masked anyway; a file that contains a secret is refused by {@link #store}.
     */
    default OutputStream masked(OutputStream out) {
        return out;
    }

    /** Whether the run has been cancelled or the time limit has passed. */
    boolean cancelled();

    /**
     * Call at least every second or so.
     *
     * @throws CancelledException if {@link #cancelled()}
     */
    default void checkCancelled() {
        if (cancelled()) {
            throw new CancelledException();
        }
    }

    /** Number of threads granted, at least 1; the task must not use more. */
    int threads();

    /**
     * Bytes of memory that the step declares for this attempt; 0 if it declares none. As with
     * threads, the result must not depend on it.
     */
    default long memory() {
        return 0;
    }

    /** Empty directory of this execution, deleted afterwards. */
    Path scratch();

    /**
     * Records a functional version that this execution made. It becomes part of the provenance when
     * the execution succeeds, also when its result is later reused from the cache.
     */
    void functional(FunctionalVersion version);

    /**
     * Records a number measured of a functional version, for example a validation error.
     *
     * @param functional artefact of the version that was measured, or the name of a reference
     * @param metric name in kebab case, for example {@code total-energy-mae}
     * @param unit such as {@code Ha}; empty for a pure number
     */
    void metric(Source functional, String metric, double value, String unit);

    /**
     * Records a doubt about the result. It is kept with the execution, shown after the step, and
     * shown again to everybody who gets the result from the cache. A warning that was given already
     * is not repeated.
     */
    default void warn(Warning warning) {
        log().warn("{}: {}", warning.code(), warning.text());
    }

    /** The same as {@link #warn(Warning)}. */
    default void warn(String code, String text) {
        warn(new Warning(code, text));
    }
}
