package xcflow.gaussian.algebra;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Doubles outside the heap, where BLAS takes them without copying. Threads may use different places
 * at the same time.
 */
public final class OffHeap implements AutoCloseable {
    private final DoublePointer pointer;
    private final DoubleBuffer buffer;

    public OffHeap(long size) {
        pointer = new DoublePointer(size);
        buffer = pointer.asBuffer();
    }

    /** Where they begin, for BLAS. */
    public DoublePointer pointer() {
        return pointer;
    }

    /** Stores the first numbers of an array from a place on. */
    public void put(int offset, double[] from, int length) {
        buffer.put(offset, from, 0, length);
    }

    /** Reads the first numbers. */
    public void get(double[] into, int length) {
        buffer.get(0, into, 0, length);
    }

    /** Reads numbers from a place on into an array from another on. */
    public void get(int offset, double[] into, int at, int length) {
        buffer.get(offset, into, at, length);
    }

    @Override
    public void close() {
        pointer.deallocate();
    }
}
