package xcflow.runner.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Where tickets are executed: on threads of this process, by worker processes that share a queue,
 * or by a batch system. Conductors and tasks know nothing of the difference.
 *
 * <p>The contract, which every implementation is tested against:
 *
 * <ul>
 *   <li>Each ticket that was started ends exactly once, by one call of {@link TaskListener#ended},
 *       {@link TaskListener#broken} excepted. A success or failure is in the ledger before it is
 *       reported.
 *   <li>Of several who start the same instance at the same time one executes it; the others end
 *       with what that one recorded.
 *   <li>A task that nobody has any more, because its worker died or its ticket got lost, ends as
 *       {@link Outcome.Kind#LOST}; it may be started again.
 *   <li>A ticket's time limit is kept, and a task that exceeds it fails and can be retried.
 *   <li>A cancelled task that has begun ends as {@link Outcome.Kind#STOPPED}; one that has not
 *       never begins.
 *   <li>More tickets than {@link #capacity} are accepted, but no more than that are executed at a
 *       time.
 * </ul>
 *
 * <p>Thread-safe.
 */
public interface ExecutionBackend extends AutoCloseable {

    /** How many tickets are useful here. */
    Capacity capacity();

    /**
     * Makes ready what executes, before the first ticket.
     *
     * @throws RuntimeException if nothing can be executed here, with the reason in a sentence
     */
    void prepare();

    /**
     * Starts tasks; returns as soon as they are on their way.
     *
     * @param listener is notified of what becomes of each, on any thread, perhaps before this
     *     returns
     */
    List<RunningTask> start(List<Ticket> tickets, TaskListener listener);

    /** The tasks that have been started and have not ended. */
    Collection<RunningTask> running();

    /** How long nothing has been executed in this process. */
    default Duration idle() {
        return Duration.ZERO;
    }

    /** Cancels all tasks of a run, those first that have not begun. */
    void cancel(long run);

    /** How many executions have come to a result in this process. */
    default int executed() {
        return 0;
    }

    /** Takes nothing more; what this process has goes on to its end. */
    default void takeNoMore() {}

    /**
     * Takes nothing more, and gives back what is under way in this process for others to take. What
     * other processes have stays theirs and is not {@link #running} here any more.
     */
    void leave();

    /** Ends everything that belongs to this process. */
    @Override
    void close();
}
