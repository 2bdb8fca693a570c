package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

class InputTest {

    private static Model model(Spin spin, Smearing smearing, Site... sites) {
        return Model.of(
                new Crystal(Lattice.cubic(8), List.of(sites)),
                Map.of(),
                Functionals.named("PBE"),
                spin,
                smearing);
    }

    @Test
    void overlappingAtomsAreRefused() {
        assertThatThrownBy(
                        () ->
                                new Crystal(
                                        Lattice.cubic(8),
                                        List.of(Site.of("O", 0, 0, 0), Site.of("O", 1, 0, .02))))
                .hasMessageContaining("0.160 bohr apart");
    }

    @Test
    void unknownElementsAreRefused() {
        assertThatThrownBy(() -> Site.of("Sj", 0, 0, 0)).hasMessageContaining("'Sj'");
    }

    @Test
    void elementsWithoutPseudopotentialAreRefused() {
        assertThatThrownBy(
                        () -> model(new Spin.Unpolarised(), Smearing.none(), Site.of("U", 0, 0, 0)))
                .hasMessageContaining("no pseudopotential for U");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-q4", "Si-GTH-PADE-q4", "Si-q14", "q", "Al-GTH-PBE-q4", "si-q4"})
    void pseudopotentialsOfOtherElementsOrFunctionalsAreRefused(String name) {
        assertThatThrownBy(() -> silicon(Map.of("Si", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Si-q4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Si-q4", "q4", "Si-GTH-PBE-q4"})
    void pseudopotentialsMayBeNamedInFull(String name) {
        assertThat(silicon(Map.of("Si", name)).atoms().get(0).name()).isEqualTo("Si-q4");
    }

    @Test
    void pseudopotentialsOfAnotherAtomOfTheExperimentAreVerifiedToo() {
        assertThatThrownBy(() -> silicon(Map.of("Mg", "Mg-q77"))).hasMessageContaining("Mg-q10");
        assertThatThrownBy(() -> silicon(Map.of("Sj", "q4"))).hasMessageContaining("'Sj'");
        assertThat(silicon(Map.of("Mg", "Mg-q10")).electrons()).isEqualTo(4);
    }

    private static Model silicon(Map<String, String> pseudopotentials) {
        return Model.of(
                new Crystal(Lattice.cubic(8), List.of(Site.of("Si", 0, 0, 0))),
                pseudopotentials,
                Functionals.named("PBE"),
                new Spin.Unpolarised(),
                Smearing.none());
    }

    @Test
    void impossibleMeshesOfKPointsAreRefused() {
        assertThatThrownBy(() -> KMesh.gammaCentred(999, 999, 999)).hasMessageContaining("million");
        assertThatThrownBy(() -> KMesh.gammaCentred(65536, 65536, 1))
                .hasMessageContaining("million");
        assertThatThrownBy(() -> KMesh.shifted(2, 2, 2, Double.NaN, 0, 0))
                .hasMessageContaining("finite");
    }

    @Test
    void cellsWithMorePlaneWavesThanCanBeNumberedAreRefused() {
        assertThatThrownBy(() -> DensityBasis.of(Lattice.cubic(1000), 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plane waves");
    }

    @Test
    void oddElectronsWithoutSpinAreRefused() {
        assertThatThrownBy(
                        () ->
                                model(
                                        new Spin.Unpolarised(),
                                        Smearing.none(),
                                        Site.of("Al", 0, 0, 0)))
                .hasMessageContaining("treat spin");
    }

    @Test
    void impossibleMomentsAreRefused() {
        assertThatThrownBy(() -> model(new Spin.Fixed(1), Smearing.none(), Site.of("O", 0, 0, 0)))
                .hasMessageContaining("cannot have a moment");
    }

    @Test
    void aFlatCellIsRefused() {
        assertThatThrownBy(() -> Lattice.ofRows(new double[][] {{5, 0, 0}, {0, 5, 0}, {5, 5, 0}}))
                .hasMessageContaining("do not span a cell");
    }

    @Test
    void aLowCutoffIsWarnedOfWithTheRecommendedOne() {
        List<String> warnings = new ArrayList<>();
        PlaneWaves.solve(
                model(
                        new Spin.Unpolarised(),
                        Smearing.none(),
                        Site.of("H", 0, 0, 0),
                        Site.of("H", 0, 0, .175)),
                Settings.of(5, KMesh.gamma()).withMaxIterations(1),
                null,
                new ScfListener() {
                    @Override
                    public void warning(String message) {
                        warnings.add(message);
                    }
                });
        assertThat(warnings).anyMatch(w -> w.contains("recommended"));
    }
}
