package xcflow.planewave.eigensolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        public void apply(Arithmetic arithmetic, double[] x, int count, double[] y) {
            for (int v = 0; v < count; v++) {
                int at = v * length();
                for (int i = 0; i < SIZE; i++) {
                    double a = 0;
                    double b = 0;
                    for (int j = 0; j < SIZE; j++) {
                        double xr = x[at + j];
                        double xi = real ? 0 : x[at + SIZE + j];
                        a += re[i * SIZE + j] * xr - im[i * SIZE + j] * xi;
                        b += re[i * SIZE + j] * xi + im[i * SIZE + j] * xr;
                    }
                    y[at + i] = a;
                    if (!real) {
                        y[at + SIZE + i] = b;
                    }
                }
            }
        }

        @Override
        public void precondition(double[] residuals, int index, double[] orbital, int at) {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheEigenvaluesOfADenseMatrix(boolean real) {
        Dense matrix = new Dense(real);
        int count = 5;
        double[] vectors = new Random(1).doubles((long) count * matrix.length()).toArray();
        double[] tolerance = new double[count];
        Arrays.fill(tolerance, 1e-9);
        Davidson.Outcome outcome =
                new Davidson(5)
                        .solve(
                                matrix,
                                Arithmetic.of(real),
                                vectors,
                                count,
                                new Davidson.Goal(tolerance, count, 200));
        assertThat(outcome.residual()).isLessThanOrEqualTo(1);
        double[] all = dense(matrix);
        for (int i = 0; i < count; i++) {
            assertThat(outcome.values()[i]).isCloseTo(all[i], within(1e-10));
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
