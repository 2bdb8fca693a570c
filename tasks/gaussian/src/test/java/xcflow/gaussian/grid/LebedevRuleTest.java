package xcflow.gaussian.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LebedevRuleTest {
    static Stream<Integer> pointCounts() {
        return LebedevRule.pointCounts().stream();
    }

    @ParameterizedTest
    @MethodSource("pointCounts")
    void integratesMonomialsUpToItsDegreeExactly(int points) {
        LebedevRule rule = LebedevRule.ofPoints(points);
        for (int i = 0; i <= rule.degree(); i += 2) {
            for (int j = 0; i + j <= rule.degree(); j += 2) {
                int k = (rule.degree() - i - j) / 2 * 2;
                assertThat(quadrature(rule, i, j, k))
                        .as("x^%d y^%d z^%d with %d points", i, j, k, points)
                        .isCloseTo(monomial(i, j, k), within(2e-14));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pointCounts")
    void hasUnitPointsWhoseWeightsSumToOne(int points) {
        LebedevRule rule = LebedevRule.ofPoints(points);
        assertThat(rule.size()).isEqualTo(points);
        assertThat(quadrature(rule, 0, 0, 0)).isCloseTo(1, within(2e-14));
        for (int p = 0; p < points; p++) {
            assertThat(Math.hypot(Math.hypot(rule.x()[p], rule.y()[p]), rule.z()[p]))
                    .isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void refusesANumberOfPointsThatNoRuleHas() {
        assertThatThrownBy(() -> LebedevRule.ofPoints(100))
                .hasMessageContaining("no Lebedev rule has 100 points");
    }

    private static double quadrature(LebedevRule rule, int i, int j, int k) {
        double sum = 0;
        for (int p = 0; p < rule.size(); p++) {
            sum +=
                    rule.weights()[p]
                            * Math.pow(rule.x()[p], i)
                            * Math.pow(rule.y()[p], j)
                            * Math.pow(rule.z()[p], k);
        }
        return sum;
    }

    /** Mean of x^i y^j z^k over the sphere: (i−1)!!(j−1)!!(k−1)!! / (i+j+k+1)!!, even exponents. */
    private static double monomial(int i, int j, int k) {
        double mean = 1.0 / (i + j + k + 1);
        int denominator = i + j + k - 1;
        for (int exponent : new int[] {i, j, k}) {
            for (int factor = exponent - 1; factor > 0; factor -= 2) {
                mean *= factor / (double) denominator;
                denominator -= 2;
            }
        }
        return mean;
    }
}
