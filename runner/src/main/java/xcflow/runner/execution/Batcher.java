package xcflow.runner.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Merges the requests that many threads make at the same time into one transaction: whoever comes
 * while one is being written waits for the next, which one of those waiting writes for all.
 *
 * @param <A> a request
 * @param <B> its answer
 */
final class Batcher<A, B> {
    private final Function<List<A>, List<B>> write;
    private List<Request<A, B>> waiting = new ArrayList<>();
    private boolean busy;

    private record Request<A, B>(A request, CompletableFuture<B> answer) {}

    /**
     * @param write answers requests in their order
     */
    Batcher(Function<List<A>, List<B>> write) {
        this.write = write;
    }

    /** Makes a request and waits for the answer. */
    B ask(A request) {
        Request<A, B> mine = new Request<>(request, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(mine);
        }
        while (!mine.answer().isDone()) {
            List<Request<A, B>> batch = take(mine);
            if (!batch.isEmpty()) {
                answer(batch);
            }
        }
        return mine.answer().join();
    }

    /** Everything that waits, if nobody is writing; nothing if the request was answered. */
    private synchronized List<Request<A, B>> take(Request<A, B> mine) {
        while (busy && !mine.answer().isDone()) {
            try {
                wait();
            } catch (InterruptedException e) {
                // This thread writes to the database and must not be interrupted.
                Thread.onSpinWait();
            }
        }
        if (mine.answer().isDone()) {
            return List.of();
        }
        busy = true;
        List<Request<A, B>> batch = waiting;
        waiting = new ArrayList<>();
        return batch;
    }

    private void answer(List<Request<A, B>> batch) {
        try {
            List<B> answers = write.apply(batch.stream().map(Request::request).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(request -> request.answer().completeExceptionally(e));
        } finally {
            synchronized (this) {
                busy = false;
                notifyAll();
            }
        }
    }
}
