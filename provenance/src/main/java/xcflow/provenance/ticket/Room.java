package xcflow.provenance.ticket;

import java.util.List;

/**
 * What a worker can take now. Tickets are taken together only if all of them fit.
 *
 * @param places whose tickets it takes, besides those for anybody
 * @param threads of all that is taken together
 * @param widest threads that one ticket may ask for
 * @param memory bytes that are free
 * @param gpus that are free
 * @param left milliseconds until the worker has to end; {@code Long.MAX_VALUE}: it need not
 */
public record Room(List<String> places, int threads, int widest, long memory, int gpus, long left) {
    public Room {
        places = List.copyOf(places);
    }

    /** Room that one ticket may have all of. */
    public Room(List<String> places, int threads, long memory, int gpus, long left) {
        this(places, threads, threads, memory, gpus, left);
    }

    /** What is left of it for others once something was taken. */
    public Room without(Needs needs) {
        return new Room(
                places,
                threads - needs.threads(),
                widest,
                memory - needs.memory(),
                gpus - needs.gpus(),
                left);
    }

    /** Whether something fits into it. */
    public boolean fits(Needs needs) {
        return (needs.place().isEmpty() || places.contains(needs.place()))
                && needs.threads() <= Math.min(threads, widest)
                && needs.memory() <= memory
                && needs.gpus() <= gpus
                && needs.longest() <= left;
    }
}
