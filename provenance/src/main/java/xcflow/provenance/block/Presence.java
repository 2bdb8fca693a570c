package xcflow.provenance.block;

import java.time.Instant;
import java.util.Optional;

/**
 * A worker that is there.
 *
 * @param worker its id
 * @param site whose job it runs in; empty: none
 * @param kind of the job
 * @param job number of the job; empty: none
 * @param node name of the machine, as its batch system calls it
 * @param memory bytes; 0: not limited
 * @param busy number of executions that are under way
 * @param executed number of executions that it has ended
 * @param ends when its time is over
 * @param since when it came
 * @param seen when it last said so
 */
public record Presence(
        long worker,
        String site,
        String kind,
        String job,
        String node,
        int threads,
        long memory,
        int gpus,
        int busy,
        int executed,
        Optional<Instant> ends,
        Instant since,
        Instant seen) {}
