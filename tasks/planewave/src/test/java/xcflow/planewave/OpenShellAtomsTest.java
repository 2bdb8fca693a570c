package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.functional.Functionals;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

/** Atoms with partly filled p shells, which share their electrons by a little smearing. */
class OpenShellAtomsTest {

    @ParameterizedTest
    @CsvSource({"B, 1, 1", "C, 2, 2", "N, 3, 3", "O, 2, 1", "F, 1, 2"})
    void partlyFilledShellsConverge(String element, double moment, int shared) {
        Model model =
                Model.of(
                        new Crystal(Lattice.cubic(12), List.of(Site.of(element, 0.5, 0.5, 0.5))),
                        Map.of(),
                        Functionals.named("PBE"),
                        new Spin.Fixed(moment),
                        Smearing.named("fermi-dirac", 0.002));
        ScfResult result =
                PlaneWaves.solve(
                        model,
                        Settings.of(12, KMesh.gamma()).withSymmetry(false).withTolerance(1e-8));
        assertThat(result.converged()).isTrue();
        assertThat(result.iterations()).isLessThanOrEqualTo(25);
        int spin = element.equals("O") || element.equals("F") ? 1 : 0;
        List<Double> occupations = result.bands().get(spin).occupations();
        for (int p = 1; p <= 3; p++) {
            assertThat(occupations.get(p)).isCloseTo(shared / 3.0, within(5e-3));
        }
    }
}
