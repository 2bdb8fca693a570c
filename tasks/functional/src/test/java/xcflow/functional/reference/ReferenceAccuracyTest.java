package xcflow.functional.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;

class ReferenceAccuracyTest {
    private static final double TOLERANCE = 1e-10;

    @ParameterizedTest
    @EnumSource(LibxcFunctional.class)
    void everyReferenceAgreesWithLibxc(LibxcFunctional reference) {
        var deviations = Deviations.of(reference);
        for (String quantity : LibxcTable.QUANTITIES) {
            assertThat(deviations.largest(quantity)).as(quantity).isLessThan(TOLERANCE);
        }
    }

    /** Parts, since the vσ of PBE's exchange and correlation cancel for small gradients. */
    @ParameterizedTest
    @EnumSource(LibxcFunctional.class)
    void unpolarisedIsPolarisedWithEqualSpins(LibxcFunctional reference) {
        var functional = Functionals.named(reference.name());
        var grid = PointGrid.unpolarised();
        var plain = new Results(grid.size(), false);
        functional.evaluate(grid, plain);
        var split = new Results(grid.size(), true);
        functional.evaluate(PointGrid.split(grid), split);
        for (int i = 0; i < grid.size(); i++) {
            close(split.energy[i], plain.energy[i], "energy", i);
            close(split.vRhoA[i], plain.vRhoA[i], "vRho", i);
            close(split.vRhoB[i], plain.vRhoA[i], "vRho", i);
            double vSigma = (split.vSigmaAA[i] + split.vSigmaAB[i] + split.vSigmaBB[i]) / 4;
            close(vSigma, plain.vSigmaAA[i], "vSigma", i);
        }
    }

    private static void close(double actual, double expected, String what, int point) {
        assertThat(actual)
                .as("%s at point %d", what, point)
                .isCloseTo(
                        expected,
                        org.assertj.core.data.Offset.offset(1e-12 * Math.abs(expected) + 1e-300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PBE", "PBEsol", "revPBE", "RPBE", "BLYP", "PW91", "BP86", "SPW92", "SVWN5"})
    void nothingIsEverInfiniteOrUndefined(String name) {
        var functional = Functionals.named(name);
        double[] densities = {-1e-20, 0, 1e-300, 1e-20, 1.1e-15, 1e-12, 1e-6, 1, 1e6, 1e20};
        double[] gradients = {-1e-12, 0, 1e-300, 1e-30, 1e-9, 1, 1e12, 1e40};
        for (double up : densities) {
            for (double down : densities) {
                for (double aa : gradients) {
                    for (double bb : gradients) {
                        double mixed = Math.sqrt(Math.max(aa, 0)) * Math.sqrt(Math.max(bb, 0));
                        for (double ab : new double[] {-mixed, 0, mixed}) {
                            assertFinite(functional, up, down, aa, ab, bb);
                        }
                    }
                }
            }
        }
    }

    private static void assertFinite(
            xcflow.functional.Functional functional,
            double up,
            double down,
            double aa,
            double ab,
            double bb) {
        var polarised = new Results(1, true);
        functional.evaluate(
                Points.polarised(
                        new double[] {up},
                        new double[] {down},
                        new double[] {aa},
                        new double[] {ab},
                        new double[] {bb}),
                polarised);
        var unpolarised = new Results(1, false);
        functional.evaluate(Points.unpolarised(new double[] {up}, new double[] {aa}), unpolarised);
        double[] all = {
            polarised.energy[0],
            polarised.vRhoA[0],
            polarised.vRhoB[0],
            polarised.vSigmaAA[0],
            polarised.vSigmaAB[0],
            polarised.vSigmaBB[0],
            unpolarised.energy[0],
            unpolarised.vRhoA[0],
            unpolarised.vSigmaAA[0]
        };
        for (double value : all) {
            if (!Double.isFinite(value)) {
                throw new AssertionError(
                        "%s gives %s at ρ = %s, %s and σ = %s, %s, %s"
                                .formatted(functional.name(), value, up, down, aa, ab, bb));
            }
        }
    }
}
