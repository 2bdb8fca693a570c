package xcflow.functional.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.functional.Functionals;

class ReferenceAccuracyTest {
    private static final double TOLERANCE = 1e-10;

    /** The threshold is the density that libxc puts in the place of an empty spin channel. */
    @ParameterizedTest
    @CsvSource({
        "LDA_X,         1e-15",
        "LDA_C_PW,      1e-15",
        "LDA_C_PW_MOD,  1e-15",
        "LDA_C_VWN,     1e-15",
        "GGA_X_PBE,     1e-15",
        "GGA_C_PBE,     1e-12",
        "GGA_X_PBE_SOL, 1e-15",
        "GGA_C_PBE_SOL, 1e-12",
        "GGA_X_PBE_R,   1e-15"
    })
    void agreesWithLibxc(String name, double threshold) {
        var table = LibxcTable.get();
        var results = table.evaluate(Functionals.named(name), threshold);
        for (String quantity : LibxcTable.QUANTITIES) {
            double[] expected = table.values(name, quantity);
            double[] actual = LibxcTable.column(results, quantity);
            for (int i = 0; i < expected.length; i++) {
                if (!Double.isNaN(expected[i])) {
                    assertThat(Math.abs(actual[i] - expected[i]))
                            .as(
                                    "%s of %s at point %d: %s, %s",
                                    quantity, name, i, actual[i], expected[i])
                            .isLessThanOrEqualTo(TOLERANCE * Math.abs(expected[i]));
                }
            }
        }
    }
}
