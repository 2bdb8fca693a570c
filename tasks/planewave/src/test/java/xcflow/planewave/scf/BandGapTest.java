package xcflow.planewave.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.occupation.Smearing;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.KPoints;

/** A metal whose bands are filled as those of an insulator is noticed. */
class BandGapTest {
    private static final double BOHR = 0.529177210903;
    private static final Crystal MAGNESIUM =
            new Crystal(
                    Lattice.hexagonal(3.2 / BOHR, 5.2 / BOHR),
                    List.of(
                            Site.of("Mg", 1 / 3.0, 2 / 3.0, .25),
                            Site.of("Mg", 2 / 3.0, 1 / 3.0, .75)));
    private static final Crystal SILICON =
            new Crystal(
                    Lattice.faceCentredCubic(10.26),
                    List.of(Site.of("Si", 0, 0, 0), Site.of("Si", .25, .25, .25)));

    private static ScfResult solve(Crystal crystal, Smearing smearing, boolean symmetry) {
        Model model =
                Model.of(
                        crystal,
                        Map.of(),
                        Functionals.named("PBE"),
                        new Spin.Unpolarised(),
                        smearing);
        Settings settings = Settings.of(8, KMesh.gammaCentred(3, 3, 3)).withSymmetry(symmetry);
        return PlaneWaves.solve(model, settings);
    }

    private static List<String> codes(ScfResult result) {
        return result.warnings().stream().map(Warning::code).toList();
    }

    /** The energies of both are wrong, by 12 mHa, and not even the same. */
    @Test
    void overlappingBandsOfAMetalAreSaidWithTheirNumbers() {
        for (boolean symmetry : new boolean[] {true, false}) {
            ScfResult result = solve(MAGNESIUM, Smearing.none(), symmetry);
            BandGap gap = result.gap().orElseThrow();
            assertThat(gap.width()).isCloseTo(-0.059, within(2e-3));
            assertThat(gap.direct()).isFalse();
            assertThat(result.warnings())
                    .anySatisfy(
                            w -> {
                                assertThat(w.code()).isEqualTo("bands-overlap");
                                assertThat(w.text())
                                        .contains("highest filled level, 0.17")
                                        .contains("lowest empty one, 0.11")
                                        .contains("k = (0")
                                        .contains("smearing");
                            });
        }
    }

    @Test
    void withSmearingThereIsNothingToSay() {
        ScfResult result = solve(MAGNESIUM, Smearing.named("cold", 0.01), true);
        assertThat(result.energy()).isCloseTo(-1.747599, within(2e-6));
        assertThat(result.gap()).isEmpty();
        assertThat(codes(result)).doesNotContain("bands-overlap");
    }

    @Test
    void anInsulatorHasAGap() {
        ScfResult result = solve(SILICON, Smearing.none(), true);
        assertThat(codes(result)).containsExactly("cutoff-below-recommended");
        BandGap gap = result.gap().orElseThrow();
        assertThat(gap.width()).isBetween(0.02, 0.03);
        assertThat(gap.occupiedAt().isGamma()).isTrue();
        assertThat(gap.direct()).isFalse();
    }

    private static ScfResult.Bands bands(int spin, double at, double filled, double empty) {
        KPoints.KPoint k = new KPoints.KPoint(at, 0, 0, 0.5);
        return new ScfResult.Bands(spin, k, List.of(-1.0, filled, empty), List.of(1.0, 1.0, 0.0));
    }

    @Test
    void aGapIsThatOfOneSpin() {
        List<ScfResult.Bands> fixed =
                List.of(bands(0, 0, 0.3, 0.4), bands(0, .5, 0.2, 0.5), bands(1, 0, 0.5, 0.65));
        BandGap gap = BandGap.of(fixed).orElseThrow();
        assertThat(gap.spin()).isZero();
        assertThat(gap.width()).isCloseTo(0.1, within(1e-12));
        assertThat(gap.direct()).isTrue();
        assertThat(gap.doubt()).isEmpty();
    }

    @Test
    void levelsThatTouchLeaveOpenWhichIsFilled() {
        BandGap touching = BandGap.of(List.of(bands(0, 0, 0.3, 0.3))).orElseThrow();
        assertThat(touching.doubt().orElseThrow().text()).contains("hardly below");
        BandGap crossing =
                BandGap.of(List.of(bands(0, 0, 0.3, 0.4), bands(0, .5, 0.1, 0.25))).orElseThrow();
        assertThat(crossing.direct()).isFalse();
        assertThat(crossing.doubt().orElseThrow().text())
                .contains("0.300000 Ha at k = (0.0000, 0.0000, 0.0000), lies above")
                .contains("0.250000 Ha at k = (0.5000, 0.0000, 0.0000)");
    }
}
