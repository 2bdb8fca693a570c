package xcflow.runner.execution;

import java.time.Duration;
import java.util.Optional;
import xcflow.provenance.block.Presences;
import xcflow.provenance.record.Worker;

/** What takes and executes work for a worker process. */
public interface Hands extends AutoCloseable {

    /** Begins to take work. */
    void take();

    /** How long nothing has been executed. */
    Duration idle();

    /** How many executions have come to a result. */
    int executed();

    /** How many executions are under way. */
    int underWay();

    /** Takes nothing more; what is under way goes on to its end. */
    void takeNoMore();

    /** Takes nothing more, and gives back what is under way. */
    void leave();

    /** The process is to end, even if nobody answers any more. */
    void hurry();

    /** The worker, once it may execute something. */
    Optional<Worker> worker();

    /** Where it says that it is there. */
    Presences presences();

    @Override
    void close();
}
