package xcflow.numerics;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import xcflow.spi.Meter;

/**
 * A fixed number of threads for the loops of one calculation.
 *
 * <p>Items are handed out as threads become free, so a loop must write the result of item i to a
 * place of its own; reductions over those places are then done in the order of i. Results are thus
 * the same for any number of threads.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /**
     * @param threads at least 1; one thread means that loops run in the caller
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        this.threads = threads;
        this.pool =
                threads == 1
                        ? null
                        : Executors.newFixedThreadPool(
                                threads - 1,
                                runnable -> {
                                    Thread thread = new Thread(runnable, "xcflow-worker");
                                    thread.setDaemon(true);
                                    return thread;
                                });
    }

    /** Number of threads that a loop uses, the caller's included. */
    public int threads() {
        return threads;
    }

    /**
     * Calls the body once for each item 0 … count − 1 and returns when all are done. The first
     * exception of a body stops the loop and is thrown again. Must not be nested.
     */
    public void forEach(int count, IntConsumer body) {
        forEach(count, () -> null, (scratch, item) -> body.accept(item));
    }

    /** A loop body with scratch space that belongs to one thread. */
    @FunctionalInterface
    public interface Body<S> {
        void accept(S scratch, int item);
    }

    /**
     * As {@link #forEach(int, IntConsumer)}, with scratch space made once for each thread that
     * takes part. What is left in the scratch space must not influence results.
     */
    public <S> void forEach(int count, java.util.function.Supplier<S> scratchSpace, Body<S> body) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        Runnable loop =
                () -> {
                    S scratch = null;
                    boolean first = true;
                    for (int item = next.getAndIncrement();
                            item < count && !failed.get();
                            item = next.getAndIncrement()) {
                        if (first) {
                            scratch = scratchSpace.get();
                            first = false;
                        }
                        try {
                            body.accept(scratch, item);
                        } catch (RuntimeException | Error e) {
                            failed.set(true);
                            throw e;
                        }
                    }
                };
        int helpers = Math.min(threads, count) - 1;
        Runnable help = helpers > 0 ? Meter.counted(loop) : loop;
        Future<?>[] others =
                IntStream.range(0, Math.max(0, helpers))
                        .mapToObj(i -> pool.submit(help))
                        .toArray(Future<?>[]::new);
        RuntimeException failure = null;
        try {
            loop.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                failure = failure == null ? (RuntimeException) e.getCause() : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed.set(true);
                failure = new IllegalStateException("interrupted", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
