package xcflow.planewave.occupation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmearingTest {
    static Stream<Smearing> all() {
        return Stream.of(
                new Smearing.Gaussian(0.01),
                new Smearing.FermiDirac(0.01),
                new Smearing.MethfesselPaxton(0.01),
                new Smearing.Cold(0.01));
    }

    @ParameterizedTest
    @MethodSource("all")
    void occupationGoesFromEmptyToFull(Smearing smearing) {
        assertThat(smearing.occupation(-40)).isCloseTo(0, within(1e-12));
        assertThat(smearing.occupation(40)).isCloseTo(1, within(1e-12));
    }

    /** dΦ/dx = x df/dx makes the free energy variational in the occupations. */
    @ParameterizedTest
    @MethodSource("all")
    void theEntropyBelongsToTheOccupation(Smearing smearing) {
        double h = 1e-5;
        for (double x = -4; x <= 4; x += 0.37) {
            double entropy = (smearing.entropyTerm(x + h) - smearing.entropyTerm(x - h)) / (2 * h);
            double occupation = (smearing.occupation(x + h) - smearing.occupation(x - h)) / (2 * h);
            assertThat(entropy).isCloseTo(x * occupation, within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theFermiLevelGivesTheNumberOfElectrons(Smearing smearing) {
        Filling filling =
                Filling.of(
                        List.of(new double[] {-.1, .02, .03}, new double[] {0, .025, .4}),
                        new double[] {.25, .75},
                        3,
                        2,
                        smearing);
        double electrons = 0;
        for (int k = 0; k < 2; k++) {
            for (double f : filling.occupations().get(k)) {
                electrons += (k == 0 ? .25 : .75) * f;
            }
        }
        assertThat(electrons).isCloseTo(3, within(1e-10));
    }

    /**
     * The integral of f − θ against ε and ε² vanishes: sums over bands are right to third order.
     */
    @Test
    void methfesselPaxtonConservesTheFirstMomentsOfAStep() {
        Smearing smearing = Smearing.named("methfessel-paxton", 0.01);
        double[] moments = new double[3];
        double h = 1e-3;
        for (int i = -12_000; i < 12_000; i++) {
            double x = (i + 0.5) * h;
            double difference = smearing.occupation(x) - (x > 0 ? 1 : 0);
            for (int n = 0; n < 3; n++) {
                moments[n] += h * Math.pow(x, n) * difference;
            }
        }
        assertThat(moments[0]).isCloseTo(0, within(1e-12));
        assertThat(moments[1]).isCloseTo(0, within(1e-7));
        assertThat(moments[2]).isCloseTo(0, within(1e-12));
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Smearing.named("fermy", 0.01))
                .hasMessageContaining("fermi-dirac");
    }
}
