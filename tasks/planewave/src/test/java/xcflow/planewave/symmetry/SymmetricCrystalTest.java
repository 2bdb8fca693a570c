package xcflow.planewave.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.numerics.Constants;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.LibraryCrystal;
import xcflow.structure.symmetry.Closure;
import xcflow.structure.symmetry.Demands;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.Motion;
import xcflow.structure.symmetry.SpaceGroup;
import xcflow.structure.symmetry.SymmetricCrystal;

class SymmetricCrystalTest {
    private static final double A = 10.26;

    private static Crystal silicon(double dx) {
        double f = dx / A;
        // Cartesian x of a primitive cell: fractions (−1, 1, 1) of the cubic lattice constant.
        return new Crystal(
                Lattice.faceCentredCubic(A),
                List.of(Site.of("Si", 0, 0, 0), Site.of("Si", .25 - f, .25 + f, .25 + f)));
    }

    /** At some of these tolerances a part of the 48 operations passes, which is no group. */
    @Test
    void whateverTheToleranceTheOperationsAreAGroupThatTheCrystalHas() {
        List<Integer> orders = new ArrayList<>();
        for (double tolerance = 1e-6; tolerance < 1e-5; tolerance *= 1.02) {
            SymmetricCrystal symmetric = Groups.symmetric(silicon(6e-6), tolerance);
            symmetric.group().prove(symmetric.crystal(), List.of(0, 0));
            assertThat(symmetric.displacement()).isLessThanOrEqualTo(tolerance);
            orders.add(symmetric.group().order());
        }
        assertThat(orders).isSorted().startsWith(8).endsWith(48);
    }

    @Test
    void noiseWithinTheToleranceIsTakenAwayAndSaid() {
        for (Structures.Structure structure : Structures.all()) {
            int order = Groups.of(structure.crystal()).order();
            var noisy = NearSymmetryTest.noisy(new NearSymmetryTest.Case(structure, 5e-6, true));
            SymmetricCrystal symmetric = Groups.symmetric(noisy, 2e-5);
            assertThat(symmetric.group().order()).as(structure.name()).isEqualTo(order);
            assertThat(symmetric.displacement()).isBetween(1e-7, 2e-5);
            assertThat(symmetric.doubt().orElseThrow().text())
                    .contains("moved")
                    .contains(order + " symmetry operations");
            assertThat(Groups.symmetric(symmetric.crystal(), 1e-10).group().order())
                    .isEqualTo(order);
            assertThat(Groups.symmetric(noisy, 1e-9).doubt()).isEmpty();
        }
    }

    @Test
    void exactCrystalsStayAsTheyAre() {
        for (Structures.Structure structure : Structures.all()) {
            SymmetricCrystal symmetric = Groups.symmetric(structure.crystal(), 2e-5);
            assertThat(symmetric.crystal()).isSameAs(structure.crystal());
            assertThat(symmetric.doubt()).isEmpty();
        }
    }

    /** What recommended settings fold is not less because of the Fourier grid. */
    @Test
    void theLibraryUsesAllOperationsThatKeepItsMeshes() {
        for (LibraryCrystal entry : CrystalLibrary.bundled().crystals()) {
            Model model =
                    Model.of(
                            entry.crystal(),
                            entry.pseudopotentialByElement(),
                            Functionals.named("PBE"),
                            new Spin.Unpolarised(),
                            Smearing.named("cold", 0.01));
            List<Integer> n = entry.kpoints();
            KMesh mesh = KMesh.gammaCentred(n.get(0), n.get(1), n.get(2));
            assertThat(model.symmetric(Settings.of(entry.cutoff(), mesh), false).group().order())
                    .as(entry.name())
                    .isEqualTo(Groups.of(entry.crystal()).preserving(mesh).order());
        }
    }

    /** Eight cells of rutile with noise in the coordinates: all 128 operations, and at once. */
    @Test
    void aSupercellHasAllItsOperations() {
        Crystal cell =
                Structures.all().stream()
                        .filter(s -> s.name().equals("rutile"))
                        .findFirst()
                        .orElseThrow()
                        .crystal();
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            for (Site site : cell.sites()) {
                sites.add(
                        new Site(
                                site.element(),
                                (site.x() + (i & 1)) / 2 + 1e-7 * Math.sin(7 * sites.size()),
                                (site.y() + (i >> 1 & 1)) / 2,
                                (site.z() + (i >> 2)) / 2));
            }
        }
        Crystal supercell = new Crystal(cell.lattice().scaled(2), sites);
        SymmetricCrystal symmetric = Groups.symmetric(supercell, SymmetricCrystal.TOLERANCE);
        assertThat(symmetric.group().order()).isEqualTo(128);
        assertThat(symmetric.displacement()).isBetween(1e-7, 2e-6);
    }

    @Test
    void theSymmetricCrystalIsNeitherTurnedNorShifted() {
        Crystal noisy =
                NearSymmetryTest.noisy(
                        new NearSymmetryTest.Case(Structures.all().get(4), 1e-3, true));
        SymmetricCrystal symmetric = Groups.symmetric(noisy, 5e-3);
        assertThat(symmetric.group().order()).isEqualTo(48);
        for (int axis = 0; axis < 3; axis++) {
            double shift = 0;
            for (int i = 0; i < noisy.sites().size(); i++) {
                shift +=
                        symmetric.crystal().sites().get(i).fractional()[axis]
                                - noisy.sites().get(i).fractional()[axis];
            }
            assertThat(shift).isCloseTo(0, within(1e-14));
        }
        double bohr = 1e-3 / Constants.BOHR_IN_ANGSTROM;
        assertThat(symmetric.crystal().volume()).isCloseTo(noisy.volume(), within(bohr * bohr * A));
    }

    @Test
    void aCrystalWithoutAnOperationIsNotGivenIt() {
        SpaceGroup group = Groups.of(silicon(0));
        group.prove(silicon(0), List.of(0, 0));
        assertThatThrownBy(() -> group.prove(silicon(1e-6), List.of(0, 0)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> group.prove(silicon(0), List.of(0, 1)))
                .as("atoms of two kinds")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks a symmetry operation");
        Crystal strained = silicon(0).withLattice(Lattice.faceCentredCubic(A).scaled(1, 1, 1.001));
        assertThatThrownBy(() -> group.prove(strained, List.of(0, 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOpenSetOfOperationsIsNotProven() {
        SpaceGroup group = Groups.of(silicon(0));
        List<Motion> motions = group.closure().motions().subList(0, 47);
        SpaceGroup planted =
                SpaceGroup.of(new Closure(motions, List.of()), 2, new double[] {.125, .125, .125});
        assertThatThrownBy(() -> planted.prove(silicon(0), List.of(0, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not form a group");
    }

    @Test
    void onlyOperationsThatFoldTheMeshMoveAtoms() {
        Demands broken = Demands.of(KMesh.shifted(2, 2, 2, .5, .5, .5));
        Crystal noisy =
                NearSymmetryTest.noisy(
                        new NearSymmetryTest.Case(Structures.all().get(4), 1e-6, true));
        SymmetricCrystal symmetric =
                SymmetricCrystal.of(noisy, List.of(0, 0), broken, SymmetricCrystal.TOLERANCE);
        assertThat(symmetric.group().order()).isEqualTo(12);
        // The strain along the diagonal that the shift singles out is still there.
        assertThat(Groups.symmetric(symmetric.crystal(), 1e-9).group().order()).isEqualTo(12);
    }

    @Test
    void aShiftThatIsNearlySymmetricDoesNotFold() {
        Demands nearly = Demands.of(KMesh.shifted(2, 2, 2, .4999998, .5, .5));
        Demands half = Demands.of(KMesh.shifted(2, 2, 2, .5, .5, .5));
        assertThat(order(nearly)).isLessThan(order(half));
    }

    private static int order(Demands demands) {
        return SymmetricCrystal.of(silicon(0), List.of(0, 0), demands, 1e-6).group().order();
    }
}
