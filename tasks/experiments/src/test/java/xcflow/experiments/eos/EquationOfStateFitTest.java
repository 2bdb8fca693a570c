package xcflow.experiments.eos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xcflow.numerics.Constants;

class EquationOfStateFitTest {
    private static final double[] VOLUMES = {
        254.0408276368708,
        259.4459314633298,
        264.8510862428333,
        270.2562151263977,
        275.66137701266905,
        281.06644124105327,
        286.47155864861986
    };

    /** Silicon, PBE, 4 × 4 × 4 k-points, ABINIT 9.6.2. */
    private static final double[] ENERGIES = {
        -7.86734708793207,
        -7.86876187183265,
        -7.86973623179313,
        -7.87031297031561,
        -7.87053053429133,
        -7.87042367593391,
        -7.87002407656822
    };

    @Test
    void siliconReproducesAnIndependentBirchMurnaghanFit() {
        var fit = EquationOfStateFit.of(EquationOfState.Form.BIRCH_MURNAGHAN, VOLUMES, ENERGIES);
        assertThat(fit.curve().energy()).isCloseTo(-7.870534380239455, within(1e-10));
        assertThat(fit.curve().volume()).isCloseTo(276.50189829, within(1e-4));
        assertThat(fit.curve().bulkModulusInGpa()).isCloseTo(88.815754, within(1e-3));
        assertThat(fit.curve().bulkModulusDerivative()).isCloseTo(4.181363, within(1e-4));
        assertThat(fit.maxResidual()).isCloseTo(1.4022497e-7, within(1e-11));
        assertThat(fit.bracketed()).isTrue();
    }

    @Property(tries = 50)
    void aFitRecoversTheCurveThatMadeThePoints(
            @ForAll @DoubleRange(min = 50, max = 1000) double volume,
            @ForAll @DoubleRange(min = 3, max = 600) double gigapascal,
            @ForAll @DoubleRange(min = 3, max = 6) double derivative) {
        double bulkModulus = gigapascal / Constants.HARTREE_PER_BOHR3_IN_GPA;
        for (var form : EquationOfState.Form.values()) {
            var curve = new EquationOfState(form, -10, volume, bulkModulus, derivative);
            double[] volumes = grid(volume);
            double[] energies = Arrays.stream(volumes).map(curve::energyAt).toArray();
            var fit = EquationOfStateFit.of(form, volumes, energies).curve();
            assertThat(fit.volume()).isCloseTo(volume, within(1e-7 * volume));
            assertThat(fit.bulkModulus()).isCloseTo(bulkModulus, within(1e-5 * bulkModulus));
            assertThat(fit.bulkModulusDerivative()).isCloseTo(derivative, within(1e-3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePressureIsMinusTheDerivativeOfTheEnergy(EquationOfState.Form form) {
        var curve = new EquationOfState(form, -10, 300, 0.003, 4.5);
        for (double v : grid(300)) {
            double h = 1e-2;
            double slope = (curve.energyAt(v + h) - curve.energyAt(v - h)) / (2 * h);
            assertThat(curve.pressureAt(v)).isCloseTo(-slope, within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBulkModulusIsMinusVolumeTimesTheSlopeOfThePressure(EquationOfState.Form form) {
        var curve = new EquationOfState(form, -10, 300, 0.003, 4.5);
        double slope = (curve.pressureAt(300.1) - curve.pressureAt(299.9)) / 0.2;
        assertThat(-300 * slope).isCloseTo(0.003, within(1e-8));
    }

    @Test
    void theUncertaintyGrowsWithTheNoise() {
        var curve = new EquationOfState(EquationOfState.Form.BIRCH_MURNAGHAN, -10, 300, 0.003, 4.5);
        double small = volumeUncertainty(curve, 1e-7);
        double large = volumeUncertainty(curve, 1e-6);
        assertThat(large / small).isCloseTo(10, within(0.1));
    }

    @Test
    void pointsWithoutAMinimumAreRefused() {
        double[] energies = Arrays.stream(VOLUMES).map(v -> -v * v).toArray();
        assertThatThrownBy(
                        () -> EquationOfStateFit.of(EquationOfState.Form.VINET, VOLUMES, energies))
                .hasMessageContaining("not convex");
    }

    @Test
    void threeVolumesAreTooFew() {
        double[] three = {1, 2, 3};
        assertThatThrownBy(() -> EquationOfStateFit.of(EquationOfState.Form.VINET, three, three))
                .hasMessageContaining("at least 4 different volumes");
    }

    @Test
    void theDeltaGaugeOfACurveWithItselfIsZero() {
        var curve = new EquationOfState(EquationOfState.Form.BIRCH_MURNAGHAN, -10, 100, 0.003, 4.5);
        assertThat(DeltaGauge.between(curve, curve)).isZero();
    }

    @Test
    void theDeltaGaugeOfShiftedMinimaIsThatOfTwoParabolas() {
        double b = 0.003;
        var first = new EquationOfState(EquationOfState.Form.BIRCH_MURNAGHAN, -10, 100, b, 1);
        var second = new EquationOfState(EquationOfState.Form.BIRCH_MURNAGHAN, -11, 100.02, b, 1);
        double slope = b / 100 * 0.02;
        double expected = slope * 6 / Math.sqrt(3);
        assertThat(DeltaGauge.between(first, second)).isCloseTo(expected, within(0.2 * expected));
    }

    private static double volumeUncertainty(EquationOfState curve, double noise) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        double[] volumes = grid(300);
        double[] energies =
                Arrays.stream(volumes)
                        .map(v -> curve.energyAt(v) + noise * random.nextGaussian())
                        .toArray();
        return EquationOfStateFit.of(curve.form(), volumes, energies).uncertainty().volume();
    }

    private static double[] grid(double volume) {
        double[] volumes = new double[9];
        for (int i = 0; i < 9; i++) {
            volumes[i] = volume * (0.94 + 0.015 * i);
        }
        return volumes;
    }
}
