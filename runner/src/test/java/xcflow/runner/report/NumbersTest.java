package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void aColumnHasAsManyDecimalsAsItsGreatestNumberNeeds() {
        assertThat(column("error", "mHa", 12.3456789, 0.123456789))
                .containsExactly("12.3457", "0.1235");
    }

    @Test
    void zerosAtTheEndOfAllNumbersAreLeftOut() {
        assertThat(column("a", "", 1.5, 2.0, 0.0)).containsExactly("1.5", "2.0", "0");
    }

    @Test
    void aSmallNumberBesideAGreatOneStaysANumber() {
        assertThat(column("a", "", 0.5, 1.5)).containsExactly("0.5", "1.5");
        assertThat(column("a", "", 1731.924, 0.966)).containsExactly("1731.924", "0.966");
    }

    @Test
    void totalEnergiesKeepMicrohartrees() {
        assertThat(column("energy", "Ha", -76.1234567)).containsExactly("-76.123457");
    }

    @Test
    void whatWouldLoseItsDigitsHasAnExponent() {
        assertThat(column("x", "", 123.456, 1.234e-7)).containsExactly("123.456", "1.23e-07");
        assertThat(column("x", "", 1.23456e-6, 2e-6)).containsExactly("1.2346e-06", "2.0000e-06");
    }

    @Test
    void missingValuesAreEmpty() {
        assertThat(column("x", "", 1.5, null)).containsExactly("1.5", "");
    }

    @Test
    void truthIsYesOrNo() {
        assertThat(column("x", "", true, false)).containsExactly("yes", "no");
    }

    private static List<String> column(String name, String unit, Object... values) {
        return Numbers.column(new Report.Column(name, unit), Arrays.asList(values));
    }
}
