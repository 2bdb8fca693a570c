package xcflow.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("numerics")
class NativeMatrixTest {

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void productsEqualThoseOfArrays(boolean transposeA, boolean transposeB) {
        double[] a = new Random(1).doubles(4 * 5).toArray();
        double[] b = new Random(2).doubles(5 * 3).toArray();
        double[] expected = new double[4 * 3];
        LinearAlgebra.multiply(transposeA, transposeB, 4, 3, 5, 1, a, b, 0, expected);
        NativeMatrix c = new NativeMatrix(4, 3);
        NativeMatrix.multiply(
                transposeA,
                transposeB,
                4,
                3,
                5,
                NativeMatrix.of(4, 5, a),
                NativeMatrix.of(5, 3, b),
                c);
        double[] product = new double[12];
        c.get(0, product, 0, 12);
        assertThat(product).containsExactly(expected, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void rowsComeBackAsTheyWere(int row) {
        double[] elements = {1, 2, 3, 4, 5, 6};
        NativeMatrix matrix = NativeMatrix.of(3, 2, elements);
        double[] read = new double[2];
        matrix.getRow(row, read);
        assertThat(read).containsExactly(2 * row + 1, 2 * row + 2);
        assertThat(matrix.row(row).get(0)).isEqualTo(2 * row + 1);
        NativeMatrix other = new NativeMatrix(3, 2);
        other.putRows(2, matrix, row, 1);
        other.getRow(2, read);
        assertThat(read).containsExactly(2 * row + 1, 2 * row + 2);
    }
}
