package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.numerics.Workers;

class NeuralFunctionalTest {
    private static final Shape SHAPE = new Shape(11, 3, Activation.TANH);

    static NeuralFunctional untrained(Architecture architecture, Constraints constraints) {
        return NeuralFunctional.untrained(
                architecture.specify("test", "PBE", constraints, SHAPE, SHAPE, 7));
    }

    static Stream<NeuralFunctional> functionals() {
        return Stream.of(
                untrained(Architecture.CONSTRAINED, Constraints.ALL),
                untrained(Architecture.CONSTRAINED, Constraints.NONE),
                untrained(Architecture.UNCONSTRAINED, Constraints.NONE),
                trainedLike(untrained(Architecture.ANCHORED, Constraints.ALL)),
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "silu",
                                "",
                                Constraints.ALL,
                                new Shape(8, 2, Activation.SILU),
                                new Shape(5, 1, Activation.SILU),
                                3)));
    }

    private static NeuralFunctional study() {
        var shape = new Shape(16, 3, Activation.GELU);
        return NeuralFunctional.untrained(
                Architecture.STUDY.specify("study", "PBE", Constraints.NONE, shape, shape, 7));
    }

    static Stream<NeuralFunctional> all() {
        return Stream.concat(functionals(), Stream.of(study()));
    }

    private static NeuralFunctional trainedLike(NeuralFunctional anchored) {
        var random = new Random(5);
        double[] exchange = anchored.exchangeFactor().network().parameters();
        double[] correlation = anchored.correlationFactor().network().parameters();
        for (double[] parameters : new double[][] {exchange, correlation}) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] += 0.3 * random.nextGaussian();
            }
        }
        return anchored.withParameters(exchange, correlation);
    }

    static Points randomPoints(int size, boolean polarised, long seed) {
        var random = new Random(seed);
        var points = Points.allocate(size, polarised);
        for (int i = 0; i < size; i++) {
            double rho = Math.exp(-8 + 12 * random.nextDouble());
            double gradient = 6 * Math.pow(rho, 4.0 / 3) * 4 * random.nextDouble();
            if (polarised) {
                double up = random.nextDouble();
                points.rhoA[i] = up * rho;
                points.rhoB[i] = (1 - up) * rho;
                double a = up * gradient;
                double b = (1 - up) * gradient;
                points.sigmaAA[i] = a * a;
                points.sigmaBB[i] = b * b;
                points.sigmaAB[i] = a * b * (2 * random.nextDouble() - 1);
            } else {
                points.rhoA[i] = rho;
                points.sigmaAA[i] = gradient * gradient;
            }
        }
        return points;
    }

    private static double energy(Functional functional, double[] variables) {
        var points = Points.allocate(1, variables.length == 5);
        points.rhoA[0] = variables[0];
        if (variables.length == 5) {
            points.rhoB[0] = variables[1];
            points.sigmaAA[0] = variables[2];
            points.sigmaAB[0] = variables[3];
            points.sigmaBB[0] = variables[4];
        } else {
            points.sigmaAA[0] = variables[1];
        }
        var results = new Results(1, points.isPolarised());
        functional.evaluate(points, results);
        return results.energy[0];
    }

    private static double[] variables(Points points, int i) {
        return points.isPolarised()
                ? new double[] {
                    points.rhoA[i],
                    points.rhoB[i],
                    points.sigmaAA[i],
                    points.sigmaAB[i],
                    points.sigmaBB[i]
                }
                : new double[] {points.rhoA[i], points.sigmaAA[i]};
    }

    private static double[] derivatives(Results results, int i) {
        return results.isPolarised()
                ? new double[] {
                    results.vRhoA[i],
                    results.vRhoB[i],
                    results.vSigmaAA[i],
                    results.vSigmaAB[i],
                    results.vSigmaBB[i]
                }
                : new double[] {results.vRhoA[i], results.vSigmaAA[i]};
    }

    /** Sixth-order central difference. */
    private static double difference(Functional functional, double[] at, int variable) {
        double scale = Math.abs(at[variable]);
        if (variable == 3) {
            scale = Math.min(at[2], at[4]);
        }
        double step = 2e-3 * scale;
        double[] factors = {45, -9, 1};
        double sum = 0;
        for (int k = 1; k <= 3; k++) {
            double[] moved = at.clone();
            moved[variable] = at[variable] + k * step;
            double up = energy(functional, moved);
            moved[variable] = at[variable] - k * step;
            sum += factors[k - 1] * (up - energy(functional, moved));
        }
        return sum / (60 * step);
    }

    @ParameterizedTest
    @MethodSource("all")
    void derivativesAreThoseOfTheEnergy(NeuralFunctional functional) {
        for (boolean polarised : new boolean[] {false, true}) {
            var points = randomPoints(60, polarised, 1);
            var results = new Results(60, polarised);
            functional.evaluate(points, results);
            for (int i = 0; i < points.size(); i++) {
                double[] at = variables(points, i);
                double[] analytic = derivatives(results, i);
                for (int v = 0; v < at.length; v++) {
                    double scale = Math.abs(results.energy[i]) / at[v == 3 ? 2 : v];
                    assertThat(analytic[v])
                            .isCloseTo(
                                    difference(functional, at, v),
                                    within(1e-8 * (Math.abs(analytic[v]) + scale)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functionals")
    void equalSpinDensitiesGiveTheUnpolarisedResults(NeuralFunctional functional) {
        var closed = randomPoints(50, false, 2);
        var open = equalSpins(closed);
        var closedResults = new Results(50, false);
        var openResults = new Results(50, true);
        functional.evaluate(closed, closedResults);
        functional.evaluate(open, openResults);
        for (int i = 0; i < 50; i++) {
            assertThat(openResults.energy[i])
                    .isCloseTo(
                            closedResults.energy[i],
                            within(1e-13 * Math.abs(closedResults.energy[i])));
            assertThat(openResults.vRhoB[i]).isCloseTo(closedResults.vRhoA[i], within(1e-12));
        }
    }

    /** Whatever equal spin densities differ by from the unpolarised path, no network makes it. */
    @ParameterizedTest
    @MethodSource("all")
    void networksDoNotTellEqualSpinDensitiesFromUnpolarisedOnes(NeuralFunctional functional) {
        var closed = variables(false);
        var open = variables(true);
        for (var factor : List.of(functional.exchangeFactor(), functional.correlationFactor())) {
            var expected = new FactorKernel(factor);
            var actual = new FactorKernel(factor);
            expected.evaluate(closed, FactorKernel.BLOCK);
            actual.evaluate(open, FactorKernel.BLOCK);
            assertThat(actual.f).isEqualTo(expected.f);
            assertThat(actual.byRs).isEqualTo(expected.byRs);
            assertThat(actual.byP).isEqualTo(expected.byP);
            assertThat(actual.byZeta).containsOnly(0);
        }
    }

    private static Variables variables(boolean polarised) {
        var random = new Random(2);
        var variables = new Variables(FactorKernel.BLOCK, polarised);
        for (int k = 0; k < FactorKernel.BLOCK; k++) {
            double rs = Math.exp(-2 + 6 * random.nextDouble());
            variables.set(k, rs, 0, Math.exp(-10 + 14 * random.nextDouble()));
        }
        return variables;
    }

    /**
     * The unpolarised correlation of a study's functional comes from piecewise polynomials, that of
     * two spin densities from the network. They agree as {@link SurfacePolynomial} demands: to
     * 1e-11 in F, and to 1e-9 in its logarithmic slopes, of which ρ ∂F/∂ρ = −(r_s ∂F/∂r_s + 8 p
     * ∂F/∂p)/3 takes less than 2. The other functionals are smoother, and happen to be closer.
     */
    @Test
    void equalSpinDensitiesOfAStudyGiveTheUnpolarisedResultsOfItsPolynomials() {
        var correlation = study().correlation();
        var closed = randomPoints(1000, false, 2);
        var open = equalSpins(closed);
        var expected = new Results(1000, false);
        var actual = new Results(1000, true);
        correlation.evaluate(closed, expected);
        correlation.evaluate(open, actual);
        for (int i = 0; i < 1000; i++) {
            double energy = Math.abs(expected.energy[i]);
            assertThat(actual.energy[i]).isCloseTo(expected.energy[i], within(1e-11 * energy));
            double perElectron = energy / closed.rhoA[i];
            assertThat(actual.vRhoB[i])
                    .isEqualTo(actual.vRhoA[i])
                    .isCloseTo(expected.vRhoA[i], within(2e-9 * perElectron));
        }
    }

    private static Points equalSpins(Points closed) {
        var open = Points.allocate(closed.rhoA.length, true);
        for (int i = 0; i < closed.rhoA.length; i++) {
            open.rhoA[i] = open.rhoB[i] = closed.rhoA[i] / 2;
            open.sigmaAA[i] = open.sigmaBB[i] = open.sigmaAB[i] = closed.sigmaAA[i] / 4;
        }
        return open;
    }

    static void assertSameBits(Results actual, Results expected) {
        assertThat(actual.energy).isEqualTo(expected.energy);
        assertThat(actual.vRhoA).isEqualTo(expected.vRhoA);
        assertThat(actual.vRhoB).isEqualTo(expected.vRhoB);
        assertThat(actual.vSigmaAA).isEqualTo(expected.vSigmaAA);
        assertThat(actual.vSigmaAB).isEqualTo(expected.vSigmaAB);
        assertThat(actual.vSigmaBB).isEqualTo(expected.vSigmaBB);
    }

    @Test
    void resultsDoNotDependOnBatchesOrThreads() {
        var functional = untrained(Architecture.CONSTRAINED, Constraints.ALL);
        for (boolean polarised : new boolean[] {false, true}) {
            var points = randomPoints(1000, polarised, 3);
            var whole = new Results(1000, polarised);
            functional.evaluate(points, whole);
            var pieces = new Results(1000, polarised);
            try (var workers = new Workers(2)) {
                workers.forEach(
                        28,
                        i ->
                                functional.evaluate(
                                        points, pieces, i * 37, Math.min(1000, i * 37 + 37)));
            }
            assertSameBits(pieces, whole);
        }
    }

    @Test
    void anUntrainedAnchoredFunctionalIsItsReferenceToTheLastBit() {
        var anchored = untrained(Architecture.ANCHORED, Constraints.ALL);
        var reference = Functionals.named("PBE");
        var points = randomPoints(300, false, 4);
        var expected = new Results(300, false);
        var actual = new Results(300, false);
        for (var part :
                new Functional[][] {
                    {((xcflow.functional.Separable) reference).exchange(), anchored.exchange()},
                    {
                        ((xcflow.functional.Separable) reference).correlation(),
                        anchored.correlation()
                    }
                }) {
            part[0].evaluate(points, expected);
            part[1].evaluate(points, actual);
            assertSameBits(actual, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void resultsAreFiniteWhereverADensityVanishes(NeuralFunctional functional) {
        double[] densities = {0, -1e-20, 1e-300, 1e-16, 2e-15, 1e-12, 1e-6, 1, 1e6};
        double[] gradients = {0, 1e-300, 1e-30, 1e-10, 1, 1e10};
        int size = densities.length * densities.length * gradients.length;
        var points = Points.allocate(size, true);
        int i = 0;
        for (double up : densities) {
            for (double down : densities) {
                for (double gradient : gradients) {
                    points.rhoA[i] = up;
                    points.rhoB[i] = down;
                    points.sigmaAA[i] = gradient;
                    points.sigmaAB[i] = -gradient;
                    points.sigmaBB[i] = gradient;
                    i++;
                }
            }
        }
        var results = new Results(size, true);
        functional.evaluate(points, results);
        for (i = 0; i < size; i++) {
            for (double derivative : derivatives(results, i)) {
                assertThat(derivative).isFinite();
            }
            assertThat(results.energy[i]).isFinite();
        }
    }
}
