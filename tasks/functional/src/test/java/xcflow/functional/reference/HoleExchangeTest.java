package xcflow.functional.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.functional.DensityScales;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;

/** Exchange of PBE's hole, and HSE06, which is made of it. */
class HoleExchangeTest {
    private static SemilocalFunctional hole(double omega) {
        return new SemilocalFunctional(
                "hole", List.of(new HoleExchange(omega)), List.of(), ExchangeShare.NONE);
    }

    private static Results at(double omega, double rs, double s) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        return at(omega, rho, Math.pow(DensityScales.GRADIENT * s * Math.pow(rho, 4.0 / 3), 2), 0);
    }

    private static Results at(double omega, double rho, double sigma, int ignored) {
        var points = Points.allocate(1, false);
        points.rhoA[0] = rho;
        points.sigmaAA[0] = sigma;
        var results = new Results(1, false);
        hole(omega).evaluate(points, results);
        return results;
    }

    @Test
    void withoutScreeningItIsTheUniformGasAndNearlyPbe() {
        double gas = DensityScales.EXCHANGE * Math.pow(3 / (4 * Math.PI), 4.0 / 3);
        assertThat(at(0, 1, 0).energy[0]).isCloseTo(gas, within(1e-6));
        for (double s : new double[] {0.5, 1, 2, 3}) {
            double kappa = 0.804;
            double pbe = 1 + kappa - kappa / (1 + 0.2195149727645171 * s * s / kappa);
            assertThat(at(0, 1, s).energy[0] / gas).isCloseTo(pbe, within(0.01));
        }
    }

    /** Integrals of tails by Simpson's rule. */
    @ParameterizedTest
    @CsvSource({"0.01", "0.5", "0.99", "1.01", "1.49", "1.51", "3", "20"})
    void tailsAreTheirIntegrals(double x) {
        // e^x E₁(x) = ∫ e^{−xt}/(1+t) dt and e^{x²} erfc x = 2/√π ∫ e^{−t²−2xt} dt, t = e^u.
        double first = 0;
        double second = 0;
        double h = 0.01;
        for (double u = -40; u < 12; u += h) {
            double t = Math.exp(u);
            first += h * t * Math.exp(-x * t) / (1 + t);
            second += h * t * Math.exp(-t * t - 2 * x * t);
        }
        assertThat(TailIntegrals.scaledIntegral(x)).isCloseTo(first, within(1e-12));
        assertThat(TailIntegrals.scaledIntegralAndLog(x) - Math.log(x))
                .isCloseTo(first, within(1e-12));
        assertThat(TailIntegrals.scaledErfc(x))
                .isCloseTo(2 / Math.sqrt(Math.PI) * second, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0.11, 0.3, 0.01",
        "0.11, 1, 0.5",
        "0.11, 2, 3",
        "0.11, 6, 9",
        "0.11, 60, 0.9",
        "0.11, 140, 0.3",
        "0.11, 200, 2",
        "0, 1, 0.5",
        "0, 1, 0.0799",
        "0, 1, 0.0801",
        "0, 3, 12"
    })
    void derivativesAreThoseOfTheEnergy(double omega, double rs, double s) {
        double rho = 3 / (4 * Math.PI * rs * rs * rs);
        double sigma = Math.pow(DensityScales.GRADIENT * s * Math.pow(rho, 4.0 / 3), 2);
        var results = at(omega, rho, sigma, 0);
        double step = 1e-4;
        double byRho =
                (at(omega, rho * (1 + step), sigma, 0).energy[0]
                                - at(omega, rho * (1 - step), sigma, 0).energy[0])
                        / (2 * step * rho);
        double bySigma =
                (at(omega, rho, sigma * (1 + step), 0).energy[0]
                                - at(omega, rho, sigma * (1 - step), 0).energy[0])
                        / (2 * step * sigma);
        assertThat(results.vRhoA[0]).isCloseTo(byRho, within(2e-5 * Math.abs(byRho)));
        assertThat(results.vSigmaAA[0] * sigma)
                .isCloseTo(
                        bySigma * sigma,
                        within(
                                2e-5 * Math.abs(bySigma * sigma)
                                        + 2e-8 * Math.abs(results.energy[0])));
    }

    @Test
    void rangesAddUpToTheWhole() {
        // At short range with ω → 0 all of the repulsion is left.
        assertThat(at(1e-6, 1, 1).energy[0]).isCloseTo(at(0, 1, 1).energy[0], within(1e-6));
        assertThat(at(50, 1, 1).energy[0]).isCloseTo(0, within(1e-4));
    }

    @Test
    void hse06IsFoundByItsNames() {
        assertThat(Functionals.named("HSE06").exactExchange())
                .isEqualTo(ExchangeShare.ofShortRange(0.25, 0.11));
        assertThat(Functionals.named("HYB_GGA_XC_HSE06").name()).isEqualTo("HSE06");
    }
}
