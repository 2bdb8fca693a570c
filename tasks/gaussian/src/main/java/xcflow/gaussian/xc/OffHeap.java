package xcflow.gaussian.xc;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/** Doubles outside the heap, where BLAS takes them without copying. */
final class OffHeap implements AutoCloseable {
    final DoublePointer pointer;
    private final DoubleBuffer buffer;

    OffHeap(long size) {
        pointer = new DoublePointer(size);
        buffer = pointer.asBuffer();
    }

    void put(int offset, double[] from, int length) {
        buffer.position(offset).put(from, 0, length);
    }

    void get(double[] into, int length) {
        buffer.position(0).get(into, 0, length);
    }

    @Override
    public void close() {
        pointer.deallocate();
    }
}
