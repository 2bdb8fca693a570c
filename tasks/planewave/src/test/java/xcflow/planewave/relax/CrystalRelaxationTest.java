package xcflow.planewave.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.planewave.PlaneWaves;
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

class CrystalRelaxationTest {
    private static final Settings SETTINGS =
            Settings.of(8, KMesh.gammaCentred(2, 2, 2)).withTolerance(1e-10);

    private static Model silicon(Lattice lattice, double x, double y, double z) {
        return Model.of(
                new Crystal(lattice, List.of(Site.of("Si", 0, 0, 0), Site.of("Si", x, y, z))),
                Map.of(),
                Functionals.named("PBE"),
                new Spin.Unpolarised(),
                Smearing.none());
    }

    private static double energy(Model model, Settings settings) {
        return PlaneWaves.solve(model, settings).energy();
    }

    @Test
    void displacedAtomsReturnToTheIdealCrystal() {
        Lattice lattice = Lattice.faceCentredCubic(10.26);
        CrystalRelaxation.Outcome outcome =
                CrystalRelaxation.ofAtoms(1e-4)
                        .of(silicon(lattice, .27, .235, .255), SETTINGS, ScfListener.SILENT);
        assertThat(outcome.converged()).isTrue();
        List<Site> sites = outcome.crystal().sites();
        assertThat(sites.get(1).x() - sites.get(0).x()).isCloseTo(.25, within(2e-4));
        assertThat(sites.get(1).y() - sites.get(0).y()).isCloseTo(.25, within(2e-4));
        assertThat(outcome.point().energy())
                .isCloseTo(energy(silicon(lattice, .25, .25, .25), SETTINGS), within(2e-6));
        assertThat(outcome.points()).isLessThan(12);
    }

    @Test
    void theSymmetryOfTheBeginningIsKept() {
        CrystalRelaxation.Outcome outcome =
                CrystalRelaxation.ofAtoms(1e-4)
                        .of(
                                silicon(Lattice.faceCentredCubic(10.26), .27, .27, .27),
                                SETTINGS,
                                ScfListener.SILENT);
        assertThat(outcome.converged()).isTrue();
        List<Site> sites = outcome.crystal().sites();
        double[] d = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            d[axis] = sites.get(1).fractional()[axis] - sites.get(0).fractional()[axis];
        }
        assertThat(d[0]).isCloseTo(.25, within(2e-4));
        assertThat(d[1]).isCloseTo(d[0], within(1e-12));
        assertThat(d[2]).isCloseTo(d[0], within(1e-12));
    }

    @Test
    void aStrainedCellReturnsToTheCubeOfLeastEnergy() {
        double[][] rows = Lattice.faceCentredCubic(10).rows();
        rows[0][1] += 0.15;
        rows[1][2] -= 0.1;
        rows[2][0] += 0.2;
        Settings smooth = SETTINGS.withCutoffSmoothing(2);
        CrystalRelaxation.Outcome outcome =
                CrystalRelaxation.ofCell(1e-4, 1e-6)
                        .of(
                                silicon(Lattice.ofRows(rows), .26, .25, .245),
                                smooth,
                                ScfListener.SILENT);
        assertThat(outcome.converged()).isTrue();
        Lattice relaxed = outcome.crystal().lattice();
        double a = Math.cbrt(4 * relaxed.volume());
        for (int i = 0; i < 3; i++) {
            assertThat(relaxed.length(i)).isCloseTo(a / Math.sqrt(2), within(5e-3));
        }
        Lattice largest = Lattice.ofRows(rows).scaled(1.08);
        List<Integer> n = DensityBasis.gridSize(largest, smooth.cutoff());
        Settings same = smooth.withGrid(n.get(0), n.get(1), n.get(2));
        double smaller = energy(silicon(Lattice.faceCentredCubic(a - 0.1), .25, .25, .25), same);
        double larger = energy(silicon(Lattice.faceCentredCubic(a + 0.1), .25, .25, .25), same);
        // A parabola's minimum: off by less than a hundredth of a bohr.
        double middle = outcome.point().energy();
        double shift = 0.05 * (smaller - larger) / (smaller - 2 * middle + larger);
        assertThat(shift).isCloseTo(0, within(0.01));
    }

    @Test
    void aCellWithASharpCutoffIsRefused() {
        Model model = silicon(Lattice.faceCentredCubic(10.26), .25, .25, .25);
        assertThatThrownBy(
                        () ->
                                CrystalRelaxation.ofCell(1e-4, 1e-6)
                                        .of(model, SETTINGS, ScfListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smoothed cutoff");
    }
}
