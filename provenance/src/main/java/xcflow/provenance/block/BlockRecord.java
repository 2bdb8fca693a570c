package xcflow.provenance.block;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job in which a worker runs.
 *
 * @param tag part of the job's name
 * @param job number that the batch system gave it
 * @param nativeState in the batch system's words, when it was last asked
 * @param reason why it waits, or how it ended, in the batch system's words
 * @param joined when a worker in it was first seen
 * @param ends when its time is over
 * @param executed how many executions its worker has ended
 */
public record BlockRecord(
        long id,
        String site,
        String kind,
        String tag,
        Optional<String> job,
        BlockState state,
        Optional<String> nativeState,
        Optional<String> reason,
        Optional<String> node,
        Size size,
        Instant ordered,
        Optional<Instant> joined,
        Optional<Instant> ends,
        Optional<Instant> ended,
        int executed) {

    /**
     * What a job has.
     *
     * @param threads at least 1
     * @param memory bytes; 0: whatever the batch system gives
     * @param time limit; zero: none that we know of
     */
    public record Size(int threads, long memory, int gpus, Duration time) {}

    /** Whether it is not over. */
    public boolean open() {
        return state != BlockState.ENDED;
    }

    /** Site and kind, as a step names them. */
    public String place() {
        return site + "/" + kind;
    }
}
