package xcflow.gaussian.algebra;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/** Doubles outside the heap, where BLAS takes them without copying. */
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
        buffer.position(offset).put(from, 0, length);
    }

    /** Reads the first numbers. */
    public void get(double[] into, int length) {
        buffer.position(0).get(into, 0, length);
    }

    /** Reads numbers from a place on into an array from another on. */
    public void get(int offset, double[] into, int at, int length) {
        buffer.position(offset).get(into, at, length);
    }

    @Override
    public void close() {
        pointer.deallocate();
    }
}
