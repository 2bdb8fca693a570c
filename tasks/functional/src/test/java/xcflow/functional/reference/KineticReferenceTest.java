package xcflow.functional.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/**
 * Functionals of the kinetic energy density against libxc 7.0.0, energies and derivatives to 1e-10.
 * The table ({@code libxc-meta.json}) was made through PySCF 2.14.0.
 *
 * <p>libxc raises an empty spin density to a threshold before it evaluates correlation or divides
 * the energy by the density. Numbers below 1e-13 of the largest at the same density are rounding.
 */
class KineticReferenceTest {
    private static final double TOLERANCE = 1e-10;
    private static final double ROUNDING = 1e-13;

    /** Points of equal density follow each other. */
    private static final int POINTS_PER_DENSITY = 20;

    private static final JsonNode TABLE = table();
    private static final double[][] RHO = columns("rho_a", "rho_b");
    private static final double[][] SIGMA = columns("sigma_aa", "sigma_ab", "sigma_bb");
    private static final double[][] TAU = columns("tau_a", "tau_b");

    private static JsonNode table() {
        try (var in = KineticReferenceTest.class.getResourceAsStream("libxc-meta.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[][] columns(String... names) {
        return List.of(names).stream().map(n -> numbers(TABLE.get(n))).toArray(double[][]::new);
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).isNull() ? Double.NaN : array.get(i).doubleValue();
        }
        return numbers;
    }

    /** Densities, the empty spin filled up to a threshold. */
    private static Points points(double fill) {
        double[] down = RHO[1].clone();
        for (int i = 0; i < down.length; i++) {
            down[i] = Math.max(down[i], fill);
        }
        return Points.over(true, new double[][] {RHO[0], down}, SIGMA, TAU);
    }

    private static void compare(
            SoftAssertions softly,
            String name,
            String quantity,
            double[] actual,
            double tolerance,
            boolean polarisedOnly) {
        double[] expected = numbers(TABLE.get("functionals").get(name).get(quantity));
        for (int i = 0; i < expected.length; i++) {
            // The correlation of M06-L is a multiple of z, that of others a function of it.
            boolean multiple = name.equals("MGGA_C_M06_L");
            boolean undefined =
                    spinWithoutKineticEnergy(i) && (multiple || quantity.startsWith("vtau"));
            if (Double.isNaN(expected[i])
                    || undefined
                    || polarisedOnly && RHO[1][i] == 0
                    || differently(name, quantity, i)) {
                continue;
            }
            double scale = 0;
            int first = i - i % POINTS_PER_DENSITY;
            for (int k = first; k < first + POINTS_PER_DENSITY; k++) {
                scale = Double.isNaN(expected[k]) ? scale : Math.max(scale, Math.abs(expected[k]));
            }
            double deviation = Math.abs(actual[i] - expected[i]);
            softly.assertThat(deviation)
                    .as(
                            "%s of %s at point %d: %s, not %s",
                            quantity, name, i, actual[i], expected[i])
                    .isLessThanOrEqualTo(tolerance * Math.abs(expected[i]) + ROUNDING * scale);
        }
    }

    /** No orbitals have such a density; z = τ_W/τ is 0/0 there. */
    private static boolean spinWithoutKineticEnergy(int i) {
        return TAU[0][i] == 0 || TAU[1][i] == 0 && RHO[1][i] > 0;
    }

    private static void compare(
            String name, Functional functional, double threshold, double fill, boolean polarised) {
        var points = points(fill);
        var results = Results.like(points);
        functional.evaluate(points, results);
        double[] perParticle = results.energy.clone();
        for (int i = 0; i < perParticle.length; i++) {
            perParticle[i] /= RHO[0][i] + Math.max(RHO[1][i], threshold);
        }
        var softly = new SoftAssertions();
        compare(softly, name, "zk", perParticle, TOLERANCE, polarised);
        for (Variable variable : Variable.values()) {
            for (int c = 0; c < results.of(variable).length; c++) {
                String quantity = "v" + variable.components(true).get(c);
                double[] actual = results.of(variable)[c];
                compare(softly, name, quantity, actual, TOLERANCE, polarised);
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        "MGGA_X_R2SCAN, 1e-11",
        "MGGA_X_SCAN, 1e-15",
        "MGGA_X_RSCAN, 1e-11",
        "MGGA_X_TPSS, 1e-15",
        "MGGA_X_REVTPSS, 1e-15",
        "MGGA_X_M06_L, 1e-15",
        "MGGA_X_MS2, 1e-15"
    })
    void exchangeAgreesWithLibxc(String name, double threshold) {
        compare(name, Functionals.named(name), threshold, 0, false);
    }

    /** The semilocal part. Libxc puts a density of 1e-12 in the place of an empty spin. */
    @Test
    void hse06AgreesWithLibxcWhereThereAreBothSpins() {
        compare("HYB_GGA_XC_HSE06", Functionals.named("HSE06"), 1e-15, 0, true);
    }

    /**
     * HSE06 jumps at s = 1, and rounding decides on which side a point is. Libxc leaves out the
     * derivative of its exchange where there is no gradient; it is then multiplied by zero anyway.
     */
    private static boolean differently(String name, String quantity, int i) {
        boolean on = SIGMA[0][i] == 0 && quantity.startsWith("vsigma");
        for (int spin = 0; spin < 2; spin++) {
            double square = SIGMA[2 * spin][i] / Math.pow(2 * RHO[spin][i], 8.0 / 3);
            on |= Math.abs(square / Math.pow(3 * Math.PI * Math.PI, 2.0 / 3) - 1) < 1e-9;
        }
        return on && name.equals("HYB_GGA_XC_HSE06");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MGGA_C_R2SCAN", "MGGA_C_SCAN", "MGGA_C_RSCAN"})
    void correlationAgreesWithLibxc(String name) {
        compare(name, Functionals.named(name), 1e-15, 1e-15, false);
    }

    /** Where there is only one spin, the energy that libxc gives is that of its thresholds. */
    @Test
    void correlationOfM06LAgreesWithLibxcWhereThereAreBothSpins() {
        compare("MGGA_C_M06_L", Functionals.named("MGGA_C_M06_L"), 1e-15, 1e-15, true);
    }

    /**
     * For the electrons of one spin alone libxc has φ = [2^{2/3} + δ^{2/3}]/2 with its least 1 − ζ,
     * δ = 2.2e-16, where 2^{−1/3} is right; with that the numbers are the same.
     */
    @Test
    void correlationOfTpssAgreesWithLibxcAsItRounds() {
        double alone = (Math.cbrt(4) + Math.pow(Math.ulp(1.0), 2.0 / 3)) / 2;
        compare("MGGA_C_TPSS", tpss(TpssCorrelation.TPSS, alone), 0, 0, true);
        compare("MGGA_C_REVTPSS", tpss(TpssCorrelation.REVISED, alone), 0, 0, true);
    }

    private static Functional tpss(TpssCorrelation constants, double alone) {
        var formula = new TpssCorrelation(constants.zero(), constants.screened(), alone);
        return new SemilocalFunctional(
                "TPSS", List.of(), List.of(new KineticCorrelation(formula)), ExchangeShare.NONE);
    }

    /** In hartree per particle, since it nearly vanishes where one spin is empty. */
    @ParameterizedTest
    @CsvSource({"MGGA_C_TPSS, 1e-15", "MGGA_C_REVTPSS, 1e-13"})
    void correlationOfTpssIsThatOfLibxcButForItsRounding(String name, double fill) {
        var points = points(fill);
        var results = Results.like(points);
        Functionals.named(name).evaluate(points, results);
        double[] expected = numbers(TABLE.get("functionals").get(name).get("zk"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(results.energy[i] / (RHO[0][i] + RHO[1][i]))
                    .as("point %d", i)
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2SCAN", "SCAN", "rSCAN", "TPSS", "revTPSS", "M06-L", "ms2_x"})
    void unpolarisedIsPolarisedWithEqualSpins(String name) {
        var functional = Functionals.named(name);
        var plain = Points.allocate(RHO[0].length, false, Variable.KINETIC);
        for (int i = 0; i < plain.size(); i++) {
            plain.rhoA[i] = RHO[0][i];
            plain.sigmaAA[i] = SIGMA[0][i];
            plain.of(Variable.TAU)[0][i] = Math.max(TAU[0][i], 1e-9 * RHO[0][i]);
        }
        var whole = Results.like(plain);
        functional.evaluate(plain, whole);
        var halves = Results.like(plain.polarised());
        functional.evaluate(plain.polarised(), halves);
        for (int i = 0; i < plain.size(); i++) {
            assertSame(halves.energy[i], whole.energy[i], "energy", i);
            for (Variable variable : Variable.values()) {
                double sum = 0;
                for (double[] component : halves.of(variable)) {
                    sum += variable.share() * component[i];
                }
                assertSame(sum, whole.of(variable)[0][i], variable.name(), i);
            }
        }
    }

    private static void assertSame(double actual, double expected, String what, int point) {
        assertThat(actual)
                .as("%s at point %d", what, point)
                .isCloseTo(
                        expected,
                        org.assertj.core.data.Offset.offset(1e-9 * Math.abs(expected) + 1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2SCAN", "SCAN", "rSCAN", "TPSS", "revTPSS", "M06-L", "ms2_x"})
    void nothingIsEverInfiniteOrUndefined(String name) {
        var functional = Functionals.named(name);
        double[] densities = {-1e-20, 0, 1e-20, 1.1e-15, 1e-12, 1e-6, 1, 1e6};
        double[] gradients = {-1e-12, 0, 1e-300, 1e-30, 1e-9, 1, 1e12};
        double[] kinetic = {-1e-12, 0, 1e-300, 1e-18, 1e-9, 1, 1e9};
        for (double up : densities) {
            for (double down : densities) {
                for (double square : gradients) {
                    for (double tau : kinetic) {
                        assertFinite(functional, up, down, square, tau);
                    }
                }
            }
        }
    }

    private static void assertFinite(
            Functional functional, double up, double down, double square, double tau) {
        var points = Points.allocate(1, true, Variable.KINETIC);
        points.rhoA[0] = up;
        points.rhoB[0] = down;
        points.sigmaAA[0] = square;
        points.sigmaBB[0] = square / 3;
        points.of(Variable.TAU)[0][0] = tau;
        points.of(Variable.TAU)[1][0] = tau / 2;
        var results = Results.like(points);
        functional.evaluate(points, results);
        assertThat(results.energy[0]).isFinite();
        for (Variable variable : Variable.values()) {
            for (double[] component : results.of(variable)) {
                if (!Double.isFinite(component[0])) {
                    throw new AssertionError(
                            functional.name()
                                    + " gives "
                                    + component[0]
                                    + " for "
                                    + variable
                                    + " at ρ = "
                                    + up
                                    + ", "
                                    + down
                                    + ", σ = "
                                    + square
                                    + ", τ = "
                                    + tau);
                }
            }
        }
    }
}
