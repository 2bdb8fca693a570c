package xcflow.planewave.eigensolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.numerics.NativeMatrix;

class DavidsonTest {
    private static final int SIZE = 60;

    /** Random Hermitian matrix with a strong diagonal, applied to blocks. */
    private static final class Dense implements Operator {
        final boolean real;
        final double[] re = new double[SIZE * SIZE];
        final double[] im = new double[SIZE * SIZE];

        Dense(boolean real) {
            this.real = real;
            Random random = new Random(5);
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j <= i; j++) {
                    double a = random.nextDouble() - 0.5 + (i == j ? i : 0);
                    double b = real || i == j ? 0 : random.nextDouble() - 0.5;
                    re[i * SIZE + j] = a;
                    re[j * SIZE + i] = a;
                    im[i * SIZE + j] = b;
                    im[j * SIZE + i] = -b;
                }
            }
        }

        @Override
        public int length() {
            return real ? SIZE : 2 * SIZE;
        }

        @Override
        public boolean isReal() {
            return real;
        }

        @Override
        public void apply(
                Arithmetic arithmetic, NativeMatrix x, NativeMatrix y, int first, int count) {
            double[] in = new double[length()];
            double[] out = new double[length()];
            int width = real ? 1 : 2;
            for (int v = first; v < first + count; v++) {
                x.getRow(v, in);
                for (int i = 0; i < SIZE; i++) {
                    double a = 0;
                    double b = 0;
                    for (int j = 0; j < SIZE; j++) {
                        double xr = in[width * j];
                        double xi = real ? 0 : in[2 * j + 1];
                        a += re[i * SIZE + j] * xr - im[i * SIZE + j] * xi;
                        b += re[i * SIZE + j] * xi + im[i * SIZE + j] * xr;
                    }
                    out[width * i] = a;
                    if (!real) {
                        out[2 * i + 1] = b;
                    }
                }
                y.putRow(v, out);
            }
        }

        @Override
        public void precondition(double[] residual, double[] orbital) {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheEigenvaluesOfADenseMatrix(boolean real) {
        Dense matrix = new Dense(real);
        int count = 5;
        NativeMatrix vectors =
                NativeMatrix.of(
                        count,
                        matrix.length(),
                        new Random(1).doubles((long) count * matrix.length()).toArray());
        double[] tolerance = new double[count];
        Arrays.fill(tolerance, 1e-9);
        Davidson.Outcome outcome =
                new Davidson(5)
                        .solve(
                                matrix,
                                Arithmetic.of(real),
                                vectors,
                                new Davidson.Goal(tolerance, count, 200),
                                new Workspace());
        assertThat(outcome.residual()).isLessThanOrEqualTo(1);
        double[] all = dense(matrix);
        for (int i = 0; i < count; i++) {
            assertThat(outcome.values()[i]).isCloseTo(all[i], within(1e-10));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesOrthonormalVectors(boolean real) {
        Dense matrix = new Dense(real);
        int count = 4;
        NativeMatrix vectors =
                NativeMatrix.of(
                        count,
                        matrix.length(),
                        new Random(2).doubles((long) count * matrix.length()).toArray());
        double[] tolerance = new double[count];
        Arrays.fill(tolerance, 1e-6);
        Arithmetic arithmetic = Arithmetic.of(real);
        new Davidson(3)
                .solve(
                        matrix,
                        arithmetic,
                        vectors,
                        new Davidson.Goal(tolerance, count, 200),
                        new Workspace());
        double[] overlap = arithmetic.overlap(vectors, 0, count, vectors, 0, count);
        int width = arithmetic.width();
        for (int i = 0; i < overlap.length; i++) {
            double expected = i % (width * (count + 1)) == 0 ? 1 : 0;
            assertThat(overlap[i]).isCloseTo(expected, within(1e-11));
        }
    }

    private static double[] dense(Dense matrix) {
        int width = matrix.real ? 1 : 2;
        double[] full = new double[width * SIZE * SIZE];
        for (int i = 0; i < SIZE * SIZE; i++) {
            full[width * i] = matrix.re[i];
            if (width == 2) {
                full[width * i + 1] = matrix.im[i];
            }
        }
        return Arithmetic.of(matrix.real).eigen(full, SIZE);
    }
}
