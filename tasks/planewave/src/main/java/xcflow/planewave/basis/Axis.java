package xcflow.planewave.basis;

import xcflow.numerics.NativeMatrix;

/**
 * One direction of a transform: the waves e^{igx} with the indices g of a range, expressed by
 * cosines and sines about the middle of the range, so that matrices of real numbers carry them to
 * the points of the grid. The phase factor that belongs to the middle is left out.
 *
 * @param size number of points
 * @param least least index
 * @param greatest greatest index
 * @param functions values [size × count]: first, if the number of indices is odd, the constant,
 *     then the cosines, then the sines
 */
record Axis(int size, int least, int greatest, NativeMatrix functions) {

    static Axis of(int size, int least, int greatest) {
        int count = greatest - least + 1;
        int pairs = count / 2;
        int odd = count % 2;
        double first = count % 2 == 0 ? 0.5 : 1;
        double[] values = new double[size * count];
        for (int x = 0; x < size; x++) {
            for (int j = 0; j < pairs; j++) {
                // Whole turns are taken off first, which keeps the last digits.
                double turns = (j + first) * x / size;
                double angle = 2 * Math.PI * (turns - Math.floor(turns));
                values[x * count + odd + j] = Math.cos(angle);
                values[x * count + odd + pairs + j] = Math.sin(angle);
            }
            if (odd == 1) {
                values[x * count] = 1;
            }
        }
        return new Axis(size, least, greatest, NativeMatrix.of(size, count, values));
    }

    /** Number of indices. */
    int count() {
        return greatest - least + 1;
    }

    /** Number of pairs of a cosine and a sine. */
    int pairs() {
        return count() / 2;
    }

    /** Number of functions that do not change when x becomes −x: cosines and the constant. */
    int even() {
        return count() - pairs();
    }

    /** Where a wave stands: +g at the place of the cosine, −g at that of the sine. */
    int slot(int g) {
        int twice = 2 * g - least - greatest;
        if (twice == 0) {
            return 0;
        }
        int j = (Math.abs(twice) - (count() % 2 == 0 ? 1 : 2)) / 2;
        return twice > 0 ? count() % 2 + j : even() + j;
    }
}
