package xcflow.planewave.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.occupation.Smearing;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

class ApproachTest {
    private static final Settings SETTINGS =
            Settings.of(25, KMesh.gammaCentred(2, 2, 1)).withTolerance(1e-9);

    /** Boron nitride with 10 Å from layer to layer. */
    private static Model layer(String functional) {
        Crystal crystal =
                new Crystal(
                        Lattice.hexagonal(4.74, 19),
                        List.of(
                                Site.of("B", 1.0 / 3, 2.0 / 3, 0.5),
                                Site.of("N", 2.0 / 3, 1.0 / 3, 0.5)));
        return Model.of(
                crystal,
                Map.of(),
                Functionals.named(functional),
                new Spin.Unpolarised(),
                Smearing.none());
    }

    @Test
    void aLayerWithVacuumConvergesWithAFunctionalOfTheKineticEnergyDensity() {
        ScfResult result = PlaneWaves.solve(layer("r2SCAN"), SETTINGS);
        assertThat(result.converged()).isTrue();
        assertThat(result.iterations()).isLessThan(15);
    }

    @Test
    void theWayRoundLeadsToWhereAGoodStartLeads() {
        double fromAtoms = PlaneWaves.solve(layer("r2SCAN"), SETTINGS).energy();
        ScfResult near = PlaneWaves.solve(layer("TPSS"), SETTINGS);
        double fromAnother =
                PlaneWaves.solve(layer("r2SCAN"), SETTINGS, near.density(), ScfListener.SILENT)
                        .energy();
        assertThat(fromAtoms).isCloseTo(fromAnother, within(1e-8));
    }
}
