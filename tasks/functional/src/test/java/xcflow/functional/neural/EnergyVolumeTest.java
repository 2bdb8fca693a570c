package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Architecture.Shape;

class EnergyVolumeTest {
    private static final int SIZE = 600;

    /** An untrained functional, the weights of whose correlation are multiplied. */
    static NeuralFunctional functional(Architecture architecture, long seed, double scale) {
        var shape = new Shape(32, 3, Activation.TANH);
        var functional =
                NeuralFunctional.untrained(
                        architecture.specify("test", "PBE", Constraints.ALL, shape, shape, seed));
        double[] parameters = functional.correlationFactor().network().parameters();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= scale;
        }
        return functional.withParameters(
                functional.exchangeFactor().network().parameters(), parameters);
    }

    /** Densities from 1e-9 to 1e3 with all polarisations and reduced gradients up to hundreds. */
    private static Points random(long seed) {
        var random = new Random(seed);
        var points = Points.allocate(SIZE, true);
        for (int k = 0; k < SIZE; k++) {
            double rho = Math.exp(-20 + 27 * random.nextDouble());
            double minority = Math.pow(random.nextDouble(), 1 + 8 * random.nextDouble()) / 2;
            boolean up = random.nextBoolean();
            points.rhoA[k] = rho * (up ? 1 - minority : minority);
            points.rhoB[k] = rho * (up ? minority : 1 - minority);
            double sigma = Math.exp(-8 + 16 * random.nextDouble()) * Math.pow(rho, 8.0 / 3);
            points.sigmaAA[k] = sigma * points.rhoA[k] / rho;
            points.sigmaBB[k] = sigma * points.rhoB[k] / rho;
            points.sigmaAB[k] = 0.1 * Math.sqrt(points.sigmaAA[k] * points.sigmaBB[k]);
        }
        return points;
    }

    private static Results of(Functional functional, Points points) {
        var results = new Results(points.size(), true);
        functional.evaluate(points, results);
        return results;
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void agreesWithTheNetwork(Architecture architecture) {
        for (long seed = 1; seed <= 2; seed++) {
            var functional = functional(architecture, seed, 1.2);
            var points = random(seed);
            var exact = of(functional, points);
            var results = of(functional.tabulated(), points);
            for (int k = 0; k < SIZE; k++) {
                double rho = points.rhoA[k] + points.rhoB[k];
                double perParticle = Math.abs(exact.energy[k]) / rho;
                assertThat(results.energy[k] / rho)
                        .isCloseTo(exact.energy[k] / rho, within(1e-8 * perParticle));
                double sigma = points.sigmaAA[k] + 2 * points.sigmaAB[k] + points.sigmaBB[k];
                assertThat(sigma / rho * results.vSigmaAA[k])
                        .isCloseTo(sigma / rho * exact.vSigmaAA[k], within(1e-5 * perParticle));
                assertThat(points.rhoA[k] / rho * results.vRhoA[k])
                        .isCloseTo(
                                points.rhoA[k] / rho * exact.vRhoA[k], within(1e-5 * perParticle));
                assertThat(points.rhoB[k] / rho * results.vRhoB[k])
                        .isCloseTo(
                                points.rhoB[k] / rho * exact.vRhoB[k], within(1e-5 * perParticle));
            }
        }
    }

    @Test
    void isTheNetworkItselfForAUniformOrFullyPolarisedDensity() {
        var functional = functional(Architecture.CONSTRAINED, 1, 1);
        var points = Points.allocate(2, true);
        points.rhoA[0] = 0.3;
        points.rhoB[0] = 0.1;
        points.rhoA[1] = 0.3;
        points.sigmaAA[1] = 0.2;
        var exact = of(functional, points);
        var results = of(functional.tabulated(), points);
        NeuralFunctionalTest.assertSameBits(results, exact);
    }

    @Test
    void doesNotDistinguishTheSpins() {
        var tabulated = functional(Architecture.CONSTRAINED, 2, 1).tabulated();
        var points = random(5);
        var swapped = Points.allocate(SIZE, true);
        for (int k = 0; k < SIZE; k++) {
            swapped.rhoA[k] = points.rhoB[k];
            swapped.rhoB[k] = points.rhoA[k];
            swapped.sigmaAA[k] = points.sigmaBB[k];
            swapped.sigmaAB[k] = points.sigmaAB[k];
            swapped.sigmaBB[k] = points.sigmaAA[k];
        }
        var results = of(tabulated, points);
        var others = of(tabulated, swapped);
        for (int k = 0; k < SIZE; k++) {
            double scale = 1e-13 * Math.abs(results.energy[k]);
            assertThat(others.energy[k]).isCloseTo(results.energy[k], within(scale));
            double rho = points.rhoA[k] + points.rhoB[k];
            assertThat(others.vRhoA[k] * rho)
                    .isCloseTo(results.vRhoB[k] * rho, within(100 * scale));
        }
    }

    @Test
    void potentialsAreTheDerivativesOfTheEnergy() {
        var tabulated = functional(Architecture.CONSTRAINED, 3, 1).tabulated();
        var points = random(7);
        var results = of(tabulated, points);
        double step = 1e-5;
        var more = random(7);
        var less = random(7);
        for (int k = 0; k < SIZE; k++) {
            more.rhoB[k] *= 1 + step;
            less.rhoB[k] *= 1 - step;
        }
        var above = of(tabulated, more);
        var below = of(tabulated, less);
        for (int k = 0; k < SIZE; k++) {
            double slope = (above.energy[k] - below.energy[k]) / (2 * step);
            assertThat(points.rhoB[k] * results.vRhoB[k])
                    .isCloseTo(slope, within(2e-5 * Math.abs(results.energy[k])));
        }
    }

    @Test
    void aNetworkTooRoughForPolynomialsIsAskedItself() {
        var functional = functional(Architecture.CONSTRAINED, 4, 1000);
        var points = random(1);
        assertThat(of(functional.tabulated(), points).energy)
                .isEqualTo(of(functional, points).energy);
    }

    @Test
    void whatAPointGivesDoesNotDependOnThePointsBefore() {
        var once = functional(Architecture.CONSTRAINED, 2, 1.2).tabulated();
        var used = functional(Architecture.CONSTRAINED, 2, 1.2).tabulated();
        of(used, random(2));
        var points = random(1);
        var first = of(once, points);
        var again = of(used, points);
        NeuralFunctionalTest.assertSameBits(again, first);
    }
}
