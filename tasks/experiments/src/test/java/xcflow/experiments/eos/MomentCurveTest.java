package xcflow.experiments.eos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xcflow.engine.Magnetism;
import xcflow.spi.Warning;

class MomentCurveTest {

    private static MomentCurve curve(double... moments) {
        return MomentCurve.of(
                IntStream.range(0, moments.length)
                        .mapToObj(
                                i ->
                                        new CrystalScan.Point(
                                                70 + 2 * i,
                                                -20,
                                                10,
                                                Optional.of(
                                                        new Magnetism(
                                                                moments[i],
                                                                Math.abs(moments[i]) + 0.1,
                                                                List.of(moments[i])))))
                        .toList());
    }

    private static Optional<String> code(MomentCurve curve) {
        return curve.doubt("Fe", "PBE").map(Warning::code);
    }

    @Test
    void momentsThatGrowWithTheVolumeAreNotDoubted() {
        assertThat(code(curve(1.9, 2.0, 2.1, 2.2, 2.3))).isEmpty();
    }

    @Test
    void aCollapseIsNamedWithItsVolumes() {
        MomentCurve collapsed =
                new MomentCurve(
                        List.of(70.0, 72.0, 74.0),
                        List.of(
                                new Magnetism(0, 0, List.of(0.0)),
                                new Magnetism(2.1, 2.2, List.of(2.0)),
                                new Magnetism(2.2, 2.3, List.of(2.1))));
        assertThat(code(collapsed)).contains("moment-collapsed");
        assertThat(collapsed.doubt("Fe", "PBE").orElseThrow().text())
                .contains("Fe with PBE between 70.0000 and 72.0000 bohr³, from 0.000 to 2.100 µB");
    }

    @Test
    void aJumpBetweenStatesIsDoubted() {
        assertThat(code(curve(0.9, 1.0, 2.1, 2.2))).contains("moment-jumps");
    }

    @Test
    void ferromagnetsThatBecomeAntiferromagnetsAreDoubted() {
        MomentCurve changed =
                new MomentCurve(
                        List.of(140.0, 144.0),
                        List.of(
                                new Magnetism(4.2, 4.5, List.of(2.1, 2.1)),
                                new Magnetism(0, 4.4, List.of(2.1, -2.1))));
        assertThat(code(changed)).contains("moment-jumps");
    }

    @Test
    void turningAllSpinsRoundIsNoChange() {
        assertThat(code(curve(2.0, 2.1, -2.2, 2.3))).isEmpty();
    }

    @Test
    void momentsOfNothingAreNotDoubted() {
        assertThat(code(curve(0, 1e-6, 0))).isEmpty();
        assertThat(MomentCurve.of(List.of()).doubt("Si", "PBE")).isEmpty();
    }

    @Test
    void tablesHaveColumnsForTheMoments() {
        MomentCurve curve = curve(1.5, 2);
        assertThat(curve.header())
                .isEqualTo(",moment_mub,absolute_moment_mub,moment_of_site_1_mub");
        assertThat(curve.cells(0)).isEqualTo(",1.5,1.6,1.5");
        assertThat(MomentCurve.of(List.of()).header()).isEmpty();
    }
}
