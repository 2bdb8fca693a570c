package xcflow.planewave.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.functional.Functionals;
import xcflow.numerics.Constants;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;

/**
 * Noise on the atoms: the folded mesh gives the energy that the whole one gives. The system
 * property {@code xcflow.test.near-symmetric} says with how many amplitudes each crystal is tried.
 */
class NearSymmetryTest {
    private static final double[] NOISES = {1e-7, 1e-6, 4e-6, 1e-5, 3e-5, 1e-4};

    /**
     * A crystal with noise.
     *
     * @param noise greatest displacement along an axis, Å
     * @param onLattice whether the lattice vectors have the noise too
     */
    record Case(Structures.Structure structure, double noise, boolean onLattice) {
        @Override
        public String toString() {
            return structure.name() + " with noise of " + noise + " Å";
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<Structures.Structure> all = Structures.all();
        int wanted = Integer.getInteger("xcflow.test.near-symmetric", 1);
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < wanted; j++) {
                double noise = NOISES[(i + j) % NOISES.length];
                cases.add(new Case(all.get(i), noise, (i + j) % 3 == 2));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFoldedMeshGivesTheEnergyOfTheWholeOne(Case each) {
        Structures.Structure structure = each.structure();
        Crystal crystal = noisy(each);
        Model model =
                Model.of(
                        crystal,
                        structure.pseudopotentials(),
                        Functionals.named("PBE"),
                        structure.spin(),
                        structure.smearing());
        // A moment that finds its own value hardly changes the energy: it takes longer.
        double tolerance = structure.spin().polarised() ? 1e-12 : 1e-10;
        Settings settings =
                Settings.of(structure.cutoff(), structure.mesh()).withTolerance(tolerance);
        ScfResult folded = PlaneWaves.solve(model, settings);
        ScfResult whole = PlaneWaves.solve(model, settings.withSymmetry(false));
        assertThat(folded.residual()).isLessThan(1e-9);
        assertThat(whole.residual()).isLessThan(1e-9);
        assertThat(folded.energy()).isCloseTo(whole.energy(), within(1e-8));
    }

    static Crystal noisy(Case each) {
        Crystal crystal = each.structure().crystal();
        Random random = new Random(each.toString().hashCode());
        double bohr = each.noise() / Constants.BOHR_IN_ANGSTROM;
        double[][] rows = crystal.lattice().rows();
        if (each.onLattice()) {
            for (double[] row : rows) {
                for (int axis = 0; axis < 3; axis++) {
                    row[axis] += bohr * (2 * random.nextDouble() - 1);
                }
            }
        }
        List<Site> sites = new ArrayList<>();
        for (Site site : crystal.sites()) {
            double[] d =
                    crystal.lattice()
                            .fractional(
                                    bohr * (2 * random.nextDouble() - 1),
                                    bohr * (2 * random.nextDouble() - 1),
                                    bohr * (2 * random.nextDouble() - 1));
            sites.add(
                    new Site(
                            site.element(),
                            site.x() + d[0],
                            site.y() + d[1],
                            site.z() + d[2],
                            site.moment()));
        }
        return Crystal.of(rows, sites);
    }
}
