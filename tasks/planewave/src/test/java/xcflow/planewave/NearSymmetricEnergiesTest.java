package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.numerics.Constants;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

/** Energies of crystals that are symmetric but for rounding; the numbers are of whole meshes. */
class NearSymmetricEnergiesTest {

    private static Model model(Crystal crystal, Smearing smearing) {
        return Model.of(
                crystal, Map.of(), Functionals.named("PBE"), new Spin.Unpolarised(), smearing);
    }

    /** Diamond structure whose second atom is displaced along x; all in Å. */
    private static Crystal silicon(double a, double displacement) {
        Lattice lattice = Lattice.faceCentredCubic(a / Constants.BOHR_IN_ANGSTROM);
        double quarter = 0.25 * a / Constants.BOHR_IN_ANGSTROM;
        double[] second =
                lattice.fractional(
                        quarter + displacement / Constants.BOHR_IN_ANGSTROM, quarter, quarter);
        return new Crystal(
                lattice,
                List.of(Site.of("Si", 0, 0, 0), Site.of("Si", second[0], second[1], second[2])));
    }

    @Test
    void siliconWithADisplacedAtom() {
        Crystal crystal = silicon(5.43, 3.175063e-6);
        Settings settings = Settings.of(8, KMesh.gammaCentred(3, 3, 3));
        ScfResult result = PlaneWaves.solve(model(crystal, Smearing.none()), settings);
        assertThat(result.energy()).isCloseTo(-7.841505124, within(1e-8));
        assertThat(result.warnings()).extracting(Warning::code).contains("structure-symmetrised");
        // Half of the displacement, since both atoms move.
        assertThat(result.warnings().get(0).text()).contains("by 1.6e-06 Å");
    }

    @Test
    void rutileWithNoiseInTheSixthDecimal() {
        double[][] rows = {{4.5937, 0, 0}, {0, 4.5937, 0}, {0, 0, 2.9587}};
        for (double[] row : rows) {
            for (int axis = 0; axis < 3; axis++) {
                row[axis] /= Constants.BOHR_IN_ANGSTROM;
            }
        }
        Crystal crystal =
                Crystal.of(
                        rows,
                        List.of(
                                Site.of("Ti", -0.0000000735, -0.0000001745, -0.0000004280),
                                Site.of("Ti", 0.4999998979, 0.5000001259, 0.4999999032),
                                Site.of("O", 0.3053002502, 0.3052999478, 0.0000000098),
                                Site.of("O", 0.6947004038, 0.6947001424, -0.0000002049),
                                Site.of("O", 0.8052999522, 0.1947001412, 0.5000007848),
                                Site.of("O", 0.1946999296, 0.8052999364, 0.5000004065)));
        Model model = model(crystal, Smearing.named("fermi-dirac", 0.01));
        Settings settings = Settings.of(8, KMesh.gammaCentred(3, 3, 2));
        assertThat(PlaneWaves.solve(model, settings).energy())
                .isCloseTo(-168.604351999, within(1e-7));
    }

    /** A third of 20 points is not a whole number, and 18 and 20 points are not the same. */
    @Test
    void gridsThatOperationsMissDoNotChangeTheEnergy() {
        Crystal selenium =
                new Crystal(
                        Lattice.hexagonal(8.25, 9.36),
                        List.of(
                                Site.of("Se", .2254, 0, 0),
                                Site.of("Se", 0, .2254, 2 / 3.0),
                                Site.of("Se", -.2254, -.2254, 1 / 3.0)));
        Settings coarse = Settings.of(5, KMesh.gammaCentred(2, 2, 2)).withTolerance(1e-10);
        assertFoldedEqualsWhole(selenium, coarse.withGrid(18, 18, 20));
        assertFoldedEqualsWhole(selenium, coarse.withGrid(18, 20, 24));
        assertFoldedEqualsWhole(silicon(5.43, 0), coarse.withGrid(18, 20, 16));
        Settings fine = Settings.of(20, KMesh.gamma()).withTolerance(1e-10);
        assertFoldedEqualsWhole(silicon(5.43, 0), fine.withGrid(36, 40, 45));
    }

    private static void assertFoldedEqualsWhole(Crystal crystal, Settings settings) {
        Model model = model(crystal, Smearing.none());
        double folded = PlaneWaves.solve(model, settings).energy();
        double whole = PlaneWaves.solve(model, settings.withSymmetry(false)).energy();
        assertThat(folded).isCloseTo(whole, within(1e-8));
    }
}
