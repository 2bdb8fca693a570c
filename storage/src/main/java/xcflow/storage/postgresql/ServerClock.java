package xcflow.storage.postgresql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the server, read from time to time; between two readings this machine only counts
 * how long ago the last one was. So machines whose clocks are wrong agree about leases.
 */
final class ServerClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);

    /** Machines count seconds alike to some milliseconds in this time. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Supplier<Instant> server;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Reading last;

    /**
     * @param nanos of the machine's counter at that moment
     */
    private record Reading(Instant time, long nanos) {
        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }

        boolean stale() {
            return System.nanoTime() - nanos > FRESH.toNanos();
        }
    }

    /**
     * Reads the clock for the first time.
     *
     * @param server asks for the time
     */
    ServerClock(Supplier<Instant> server) {
        this.server = server;
        this.last = read();
    }

    /** The time was told half-way between question and answer. */
    private Reading read() {
        long asked = System.nanoTime();
        Instant time = server.get();
        return new Reading(time, asked + (System.nanoTime() - asked) / 2);
    }

    @Override
    public Instant instant() {
        if (last.stale() && reading.compareAndSet(false, true)) {
            // In a thread of its own: the one that asks may hold a connection already.
            Thread thread = new Thread(this::readAgain, "xcflow-server-clock");
            thread.setDaemon(true);
            thread.start();
        }
        return last.now();
    }

    private void readAgain() {
        try {
            last = read();
        } catch (RuntimeException e) {
            LOG.debug("the server's clock could not be read", e);
        } finally {
            reading.set(false);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times are instants");
    }
}
