package xcflow.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numerics")
class LinearAlgebraTest {
    @Test
    void multipliesRowMajorMatrices() {
        double[] c = new double[4];
        LinearAlgebra.multiply(
                false,
                true,
                2,
                2,
                3,
                1,
                new double[] {1, 2, 3, 4, 5, 6},
                new double[] {1, 0, 1, 0, 1, 0},
                0,
                c);
        assertThat(c).containsExactly(4, 2, 10, 5);
    }

    @Test
    void givesEigenvectorsAsRows() {
        double[] matrix = {2, 1, 1, 2};
        double[] values = LinearAlgebra.eigenSymmetric(2, matrix);
        assertThat(values[0]).isCloseTo(1, within(1e-14));
        assertThat(values[1]).isCloseTo(3, within(1e-14));
        assertThat(matrix[2]).isCloseTo(matrix[3], within(1e-14));
    }

    @Test
    void solvesAnIndefiniteSystem() {
        double[] b = {1, 2};
        LinearAlgebra.solveSymmetric(2, new double[] {0, 1, 1, 0}, b);
        assertThat(b).containsExactly(2, 1);
    }
}
