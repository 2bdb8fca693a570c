package xcflow.functional.neural;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Kernels of one kind that no thread is using: each serves one thread at a time. */
final class Kernels<K> {
    private final Queue<K> free = new ConcurrentLinkedQueue<>();
    private final Supplier<K> maker;

    Kernels(Supplier<K> maker) {
        this.maker = maker;
    }

    K take() {
        var kernel = free.poll();
        return kernel == null ? maker.get() : kernel;
    }

    void give(K kernel) {
        free.add(kernel);
    }
}
