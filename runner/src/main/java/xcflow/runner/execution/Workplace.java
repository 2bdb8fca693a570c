package xcflow.runner.execution;

import java.time.Duration;
import java.util.List;
import xcflow.provenance.ticket.Room;

/**
 * What a worker has to offer, as somebody says who knows the machine or the job that it runs in.
 *
 * @param places whose tickets it takes, besides those for anybody
 * @param threads for all instances together
 * @param memory bytes for all instances together
 * @param gpus number of graphics processors
 * @param alone whether it takes alone, when it is free, what asks for more threads than it has
 * @param end when it has to have ended, in the time of {@link System#nanoTime}; {@code
 *     Long.MAX_VALUE}: never
 * @param once whether it takes one ticket and no more
 */
public record Workplace(
        List<String> places,
        int threads,
        long memory,
        int gpus,
        boolean alone,
        long end,
        boolean once) {
    public Workplace {
        places = List.copyOf(places);
    }

    /** Threads of this machine, for as long as anybody likes. */
    public static Workplace of(int threads) {
        return new Workplace(List.of(), threads, Long.MAX_VALUE, 0, true, Long.MAX_VALUE, false);
    }

    /** The same, which has to have ended after some time; zero: never. */
    public Workplace endingAfter(Duration left) {
        return new Workplace(
                places,
                threads,
                memory,
                gpus,
                alone,
                left.isZero() ? Long.MAX_VALUE : System.nanoTime() + left.toNanos(),
                once);
    }

    /** All of it, at this moment. */
    Room room() {
        long left = end == Long.MAX_VALUE ? Long.MAX_VALUE : (end - System.nanoTime()) / 1_000_000;
        return new Room(places, threads, memory, gpus, left);
    }
}
