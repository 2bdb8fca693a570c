package xcflow.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numerics")
class MatrixProductTest {
    private final double[] a = {9, 1, 2, 3, 4};
    private final double[] b = {9, 9, 5, 6, 7, 8};

    @Test
    void multipliesPartsOfArrays() {
        double[] c = {1, 1, 1, 1, 1};
        new MatrixProduct().multiply(false, 2, 2, 2, 2, a, 1, b, 2, 0, c, 0);
        assertThat(c).containsExactly(38, 44, 86, 100, 1);
    }

    @Test
    void addsToWhatIsThere() {
        double[] c = {1, 1, 1, 1, 1};
        new MatrixProduct().multiply(true, 2, 2, 2, 1, a, 1, b, 2, 1, c, 1);
        assertThat(c).containsExactly(1, 18, 24, 40, 54);
    }
}
