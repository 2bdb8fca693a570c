package xcflow.functional.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;

class EnhancementFactorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"scan_c", "tpss_c", "r2scan_x", "rscan_x"})
    void soItIsAtFixedKineticIndicator(String name) {
        var functional = Functionals.named(name);
        double step = 1e-3;
        for (double zeta : new double[] {0, 0.4, 1}) {
            for (double alpha : new double[] {0.3, 1, 4}) {
                var factors =
                        EnhancementFactors.of(
                                functional,
                                5,
                                i -> new GridPoint(2 * Math.exp((i - 2) * step), zeta, 0.7, alpha));
                double[] f = factors.factor();
                double slope = (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * step);
                assertThat(factors.slope()[2]).isCloseTo(slope, within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbe_c", "lyp", "pw91_c", "p86", "pbe_x"})
    void theSlopeIsThatOfTheFactor(String name) {
        var functional = Functionals.named(name);
        double step = 1e-3;
        double[] rs = {2 * Math.exp(-2 * step), 2 * Math.exp(-step), 2, 2 * Math.exp(step)};
        for (double zeta : new double[] {0, 0.4, 1}) {
            for (double s : new double[] {0, 0.7, 3}) {
                var factors =
                        EnhancementFactors.of(
                                functional,
                                5,
                                i ->
                                        new GridPoint(
                                                i < 4 ? rs[i] : 2 * Math.exp(2 * step), zeta, s));
                double[] f = factors.factor();
                double slope = (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * step);
                assertThat(factors.slope()[2]).isCloseTo(slope, within(1e-10));
            }
        }
    }
}
