package xcflow.storage.postgresql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told to other processes, sent by a thread of its own: what comes while something is
 * on its way goes together next, each word once. Nobody waits for it.
 */
final class Announcements implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    /** The server keeps what listeners have not fetched; a broken one must not fill it. */
    private static final int MOST = 1_000;

    private final Consumer<List<String>> send;
    private final Set<String> waiting = new LinkedHashSet<>();
    private Thread thread;
    private boolean sending;
    private boolean closed;

    /**
     * @param send tells the server
     */
    Announcements(Consumer<List<String>> send) {
        this.send = send;
    }

    synchronized void add(String words) {
        if (closed || waiting.size() >= MOST) {
            return;
        }
        waiting.add(words);
        if (thread == null) {
            thread = new Thread(this::run, "xcflow-announcements");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    private void run() {
        for (List<String> next = next(); !next.isEmpty(); next = next()) {
            try {
                send.accept(next);
            } catch (RuntimeException e) {
                LOG.debug("nobody was told of {}", next, e);
            }
        }
    }

    /** Waits for something to send; empty at the end. */
    private synchronized List<String> next() {
        sending = false;
        notifyAll();
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                return List.of();
            }
        }
        List<String> next = List.copyOf(waiting);
        waiting.clear();
        sending = !next.isEmpty();
        return next;
    }

    /** Sends what waits, but does not wait long for it. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        long end = System.nanoTime() + 1_000_000_000L;
        while (thread != null && thread.isAlive() && (sending || !waiting.isEmpty())) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
