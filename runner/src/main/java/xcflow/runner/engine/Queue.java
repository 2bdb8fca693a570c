package xcflow.runner.engine;

import java.util.Optional;

/**
 * Where tickets wait for execution: in this process, or at an endpoint that several processes share
 * (a directory, a broker). A shared endpoint need not be reliable: nobody is given work twice,
 * because whoever takes a ticket claims its instance in the database, and a ticket that got lost is
 * sent again.
 *
 * @param shared URI of the Camel endpoint; empty: in this process
 * @param working whether this process executes tickets
 */
public record Queue(Optional<String> shared, boolean working) {

    /**
     * What a directory as a queue needs: a ticket appears whole, one process takes it by renaming
     * it, and it is gone as soon as it is taken.
     */
    private static final String DIRECTORY =
            "?tempPrefix=.&readLock=rename&readLockLoggingLevel=OFF&delete=true"
                    + "&initialDelay=0&delay=100";

    /** The queue that the user chose with {@code XCFLOW_QUEUE}. */
    public static Queue chosen() {
        return of(System.getenv("XCFLOW_QUEUE"));
    }

    /**
     * @param uri of an endpoint; null or blank: in this process
     */
    public static Queue of(String uri) {
        if (uri == null || uri.isBlank()) {
            return new Queue(Optional.empty(), true);
        }
        String endpoint = uri.strip();
        boolean plain = endpoint.startsWith("file:") && !endpoint.contains("?");
        return new Queue(Optional.of(plain ? endpoint + DIRECTORY : endpoint), true);
    }

    /** The same queue, from which this process takes nothing. */
    public Queue withoutWorking() {
        return new Queue(shared, false);
    }

    /**
     * The queue inside this process. The short poll lets consumers start and stop at once. Of a
     * shared queue a process takes no more than it can execute.
     *
     * @param consumers number of tickets executed at the same time at most
     */
    String local(int consumers) {
        return "seda:execute?concurrentConsumers=%d&pollTimeout=50&size=%d&blockWhenFull=true"
                .formatted(consumers, shared.isPresent() ? 1 : 100 + 2 * consumers);
    }
}
