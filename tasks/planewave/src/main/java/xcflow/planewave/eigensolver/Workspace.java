package xcflow.planewave.eigensolver;

import xcflow.numerics.NativeMatrix;

/**
 * Native memory that successive solutions use again: what each would allocate for itself the
 * operating system had to provide and the garbage collector to find, which for many k-points piles
 * up to gigabytes. One object serves one solution at a time.
 */
public final class Workspace {
    private final NativeMatrix[] matrices = new NativeMatrix[3];

    /**
     * A matrix whose elements are undefined; the next call with this number may take its memory.
     */
    NativeMatrix matrix(int number, int rows, int columns) {
        NativeMatrix memory = matrices[number];
        if (memory == null || memory.size() < (long) rows * columns) {
            memory = new NativeMatrix(rows, columns);
            matrices[number] = memory;
        }
        return memory.shaped(rows, columns);
    }
}
