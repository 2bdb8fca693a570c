package xcflow.planewave.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Results;
import xcflow.functional.dataset.DataSet;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityFile;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

class DensitySampleTest {
    private static ScfResult nitrogen;

    @BeforeAll
    static void solveAnOpenShell() {
        Crystal atom = new Crystal(Lattice.cubic(7), List.of(Site.of("N", 0, 0, 0)));
        Model model =
                Model.of(
                        atom,
                        Map.of(),
                        Functionals.named("PBE"),
                        new Spin.Fixed(3),
                        Smearing.none());
        nitrogen = PlaneWaves.solve(model, Settings.of(20, KMesh.gamma()).withTolerance(1e-9));
    }

    @Test
    void theSampleHoldsTheElectronsOfTheSystem() {
        assertThat(nitrogen.converged()).isTrue();
        DataSet sample = DensitySample.of("N", nitrogen.density());
        assertThat(sample.electrons()[0]).isCloseTo(5, within(1e-8));
        assertThat(sample.systems()).containsExactly("N");
    }

    @Test
    void theFunctionalOnTheSampleGivesTheEnergyOfTheEngine() {
        DataSet sample = DensitySample.of("N", nitrogen.density());
        Results results = new Results(sample.size(), true);
        Functionals.named("PBE").evaluate(sample.points(), results);
        double energy = 0;
        for (int i = 0; i < sample.size(); i++) {
            energy += sample.weights()[i] * results.energy[i];
        }
        assertThat(energy).isCloseTo(nitrogen.energies().xc(), within(1e-9));
    }

    @Test
    void aDensityComesBackFromItsFileBitForBit() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DensityFile.write(nitrogen.density(), out);
        Density back = DensityFile.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(back.total()).isEqualTo(nitrogen.density().total());
        assertThat(back.magnetisation()).isEqualTo(nitrogen.density().magnetisation());
        assertThat(DensitySample.difference(back, nitrogen.density())).isZero();
    }
}
