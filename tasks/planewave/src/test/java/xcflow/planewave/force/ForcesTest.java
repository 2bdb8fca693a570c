package xcflow.planewave.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static xcflow.planewave.force.DisplacedCrystals.aluminium;
import static xcflow.planewave.force.DisplacedCrystals.direction;
import static xcflow.planewave.force.DisplacedCrystals.magnesiumOxide;
import static xcflow.planewave.force.DisplacedCrystals.moved;
import static xcflow.planewave.force.DisplacedCrystals.oxygen;
import static xcflow.planewave.force.DisplacedCrystals.product;
import static xcflow.planewave.force.DisplacedCrystals.settings;
import static xcflow.planewave.force.DisplacedCrystals.silicon;
import static xcflow.planewave.force.DisplacedCrystals.slope;
import static xcflow.planewave.force.DisplacedCrystals.solve;

import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;

/** Differences move all atoms at once, each coordinate by another amount. */
class ForcesTest {

    private static void areSlopesOfTheEnergy(Model model, Settings settings) {
        ScfResult result = solve(model, settings, null);
        double[] forces = result.forces();
        double[] direction = direction(forces.length);
        double slope =
                slope(
                        t -> solve(moved(model, direction, t), settings, result.density()).energy(),
                        0.01);
        assertThat(product(forces, direction)).isCloseTo(-slope, within(5e-7));
    }

    @Test
    void ofACovalentCrystalAreSlopesOfTheEnergy() {
        areSlopesOfTheEnergy(silicon("PBE"), settings(8, 2));
    }

    @Test
    void ofAnIonicCrystalAreSlopesOfTheEnergy() {
        areSlopesOfTheEnergy(magnesiumOxide("LDA"), settings(12, 2));
    }

    @Test
    void ofAMetalAreSlopesOfTheFreeEnergy() {
        areSlopesOfTheEnergy(aluminium(), settings(5, 2));
    }

    @Test
    void ofAMoleculeWithSpinAreSlopesOfTheEnergy() {
        areSlopesOfTheEnergy(oxygen("PBE"), settings(12, 1));
    }

    @Test
    void withKineticEnergyDensitiesAreSlopesOfTheEnergy() {
        areSlopesOfTheEnergy(silicon("r2SCAN"), settings(8, 2));
    }

    @Test
    void ofANeuralFunctionalAreSlopesOfTheEnergy() {
        Architecture.Shape shape = new Architecture.Shape(10, 2, Activation.TANH);
        Functional random =
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "random", "", Constraints.ALL, shape, shape, 7));
        areSlopesOfTheEnergy(silicon(random), settings(6, 1));
    }

    /** Displaced along the diagonal, so that a three-fold axis and mirrors are left. */
    @Test
    void ofTheReducedMeshAreThoseOfTheFullOne() {
        Crystal given = silicon("PBE").crystal();
        Model model =
                silicon("PBE")
                        .withCrystal(
                                new Crystal(
                                        given.lattice(),
                                        List.of(
                                                Site.of("Si", 0, 0, 0),
                                                Site.of("Si", .26, .26, .26))));
        Settings settings = settings(8, 3);
        ScfResult reduced = solve(model, settings.withSymmetry(true), null);
        ScfResult full = solve(model, settings, null);
        assertThat(reduced.bands().size()).isLessThan(full.bands().size());
        assertThat(Math.abs(full.forces()[0])).isGreaterThan(0.01);
        assertThat(reduced.forces()).containsExactly(full.forces(), within(2e-7));
        assertThat(reduced.stress()).containsExactly(full.stress(), within(1e-9));
    }

    @Test
    void hardlyDependOnHowWellTheDensityIsConverged() {
        double[] exact = solve(silicon("PBE"), settings(8, 2), null).forces();
        double[] rough = solve(silicon("PBE"), settings(8, 2).withTolerance(1e-8), null).forces();
        assertThat(rough).containsExactly(exact, within(5e-6));
    }

    /** Exchange and correlation see the points of the grid, which do not move with the atoms. */
    @Test
    void sumToZeroButForTheGridOfExchangeAndCorrelation() {
        double[] forces = solve(silicon("PBE"), settings(16, 1), null).forces();
        for (int axis = 0; axis < 3; axis++) {
            assertThat(forces[axis] + forces[3 + axis]).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void doNotDependOnThreadsByASingleBit() {
        double[] one = solve(silicon("PBE"), settings(6, 2), null).forces();
        double[] three = solve(silicon("PBE"), settings(6, 2).withThreads(3), null).forces();
        assertThat(three).containsExactly(one);
    }
}
