package xcflow.numerics.kernel;

import java.util.SplittableRandom;

/**
 * Plain products of a matrix and a vector in Java, which the self-test compares native routines
 * with. A product of matrices is tested by what it does to a random vector (R. Freivalds, IFIP
 * Congress 77, 839): that costs n² operations instead of n³ and misses no wrong element.
 *
 * @param rows of the matrix
 * @param columns of the matrix
 * @param width doubles of an element: 1 or, of complex numbers, 2
 * @param elements row-major
 */
record Dense(int rows, int columns, int width, double[] elements) {

    /** A matrix of random numbers between −1 and 1. */
    static Dense random(int rows, int columns, int width, SplittableRandom random) {
        double[] elements = new double[rows * columns * width];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = random.nextDouble() * 2 - 1;
        }
        return new Dense(rows, columns, width, elements);
    }

    /** A Hermitian (or real symmetric) matrix of random numbers. */
    static Dense hermitian(int n, int width, SplittableRandom random) {
        Dense matrix = random(n, n, width, random);
        double[] e = matrix.elements;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                e[(j * n + i) * width] = e[(i * n + j) * width];
                if (width == 2) {
                    e[(j * n + i) * 2 + 1] = -e[(i * n + j) * 2 + 1];
                }
            }
            if (width == 2) {
                e[(i * n + i) * 2 + 1] = 0;
            }
        }
        return matrix;
    }

    /** A positive definite matrix that looks like the overlap of neighbouring functions. */
    static Dense positive(int n, SplittableRandom random) {
        double[] powers = new double[n];
        for (int i = 0; i < n; i++) {
            powers[i] = i == 0 ? 1 : powers[i - 1] * 0.9;
        }
        double[] u = random(1, n, 1, random).elements;
        double[] e = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                e[i * n + j] = powers[Math.abs(i - j)] + u[i] * u[j];
            }
            e[i * n + i] += 0.01;
        }
        return new Dense(n, n, 1, e);
    }

    /** The same numbers in memory of their own. */
    Dense copy() {
        return new Dense(rows, columns, width, elements.clone());
    }

    /** The elements on and below the diagonal, zeros above. */
    Dense lower() {
        Dense lower = copy();
        for (int i = 0; i < rows; i++) {
            java.util.Arrays.fill(lower.elements, i * columns + i + 1, (i + 1) * columns, 0);
        }
        return lower;
    }

    /** A x. */
    double[] times(double[] x) {
        double[] y = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            double re = 0;
            double im = 0;
            int at = i * columns * width;
            if (width == 1) {
                for (int j = 0; j < columns; j++) {
                    re += elements[at + j] * x[j];
                }
                y[i] = re;
            } else {
                for (int j = 0; j < 2 * columns; j += 2) {
                    re += elements[at + j] * x[j] - elements[at + j + 1] * x[j + 1];
                    im += elements[at + j] * x[j + 1] + elements[at + j + 1] * x[j];
                }
                y[2 * i] = re;
                y[2 * i + 1] = im;
            }
        }
        return y;
    }

    /** Aᵀ x, of complex matrices without conjugation. */
    double[] transposedTimes(double[] x) {
        double[] y = new double[columns * width];
        for (int i = 0; i < rows; i++) {
            int at = i * columns * width;
            if (width == 1) {
                for (int j = 0; j < columns; j++) {
                    y[j] += elements[at + j] * x[i];
                }
            } else {
                double re = x[2 * i];
                double im = x[2 * i + 1];
                for (int j = 0; j < 2 * columns; j += 2) {
                    y[j] += elements[at + j] * re - elements[at + j + 1] * im;
                    y[j + 1] += elements[at + j] * im + elements[at + j + 1] * re;
                }
            }
        }
        return y;
    }

    /** With all imaginary parts negated. */
    static double[] conjugate(double[] numbers, int width) {
        double[] conjugate = numbers.clone();
        for (int i = 1; width == 2 && i < conjugate.length; i += 2) {
            conjugate[i] = -conjugate[i];
        }
        return conjugate;
    }
}
