package xcflow.planewave.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.Density;
import xcflow.planewave.eigensolver.Davidson;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.term.LocalOperator;
import xcflow.planewave.term.Potential;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.SpaceGroup;

/** Orbitals of an empty potential, and what is false about them is refused with its numbers. */
class SolutionCheckTest {
    private static final Energies ENERGIES = new Energies(Map.of(Energies.KINETIC, 2.0));

    private final Workers workers = new Workers(1);
    private final Model model =
            Model.of(
                    new Crystal(
                            Lattice.faceCentredCubic(10.26),
                            List.of(Site.of("Si", 0, 0, 0), Site.of("Si", .25, .25, .25))),
                    Map.of(),
                    Functionals.named("PBE"),
                    new Spin.Unpolarised(),
                    Smearing.none());
    private final Settings settings = Settings.of(3, KMesh.gammaCentred(2, 1, 1));
    private final Basis basis = Basis.of(model, SpaceGroup.trivial(), settings);
    private final Orbitals orbitals = new Orbitals(model, basis, 6, workers);
    private Filled filled;
    private Density density;

    @BeforeEach
    void solve() {
        Potential empty = new Potential(basis.density(), 1);
        LocalOperator[] onGrid = empty.onGrid();
        orbitals.begin(empty, onGrid);
        Accuracy accuracy = new Accuracy(model.electrons(), 1e-9);
        for (int i = 0; i < 3; i++) {
            orbitals.solve(onGrid, new Davidson(5), accuracy.goals(orbitals, null));
        }
        filled = Filled.of(model, orbitals);
        density = OrbitalDensity.of(orbitals, filled.occupations());
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private List<Warning> check(Filled occupations, Density of, double iterated) {
        return new SolutionCheck(model, orbitals)
                .warnings(occupations, of, ENERGIES, iterated, 1e-9);
    }

    private void assertRefused(Filled occupations, Density of, double iterated, String why) {
        assertThatThrownBy(() -> check(occupations, of, iterated))
                .isInstanceOf(WrongSolutionException.class)
                .hasMessageMatching("Si2 with PBE converged to no solution: .*" + why + ".*");
    }

    @Test
    void eigenvectorsPass() {
        assertThat(check(filled, density, 2)).isEmpty();
    }

    @Test
    void anotherEnergyIsRefused() {
        assertRefused(
                filled,
                density,
                2.0001,
                "its density has an energy of 2.00000000 Ha, the iteration ended with 2.00010000 Ha");
    }

    @Test
    void electronsThatAreMissingAreRefused() {
        double[] less = density.total().clone();
        less[0] *= 0.9;
        assertRefused(
                filled,
                new Density(basis.density(), less, null),
                2,
                "7.20000000 electrons in its density instead of 8.00000000");
        Filled emptied =
                new Filled(
                        filled.occupations().stream().map(f -> new double[f.length]).toList(),
                        filled.fermiLevels(),
                        0,
                        0);
        assertRefused(emptied, density, 2, "0.00000000 electrons in its orbitals instead of 8.0*");
    }

    @Test
    void orbitalsThatAreNotOrthonormalAreRefused() {
        var matrix = orbitals.channels().get(0).orbitals();
        double[] row = new double[matrix.columns()];
        matrix.getRow(1, row);
        matrix.putRow(0, row);
        assertRefused(filled, density, 2, "its orbitals are orthonormal only to 1.0e\\+00");
    }

    @Test
    void aDensityThatIsNegativeInPlacesIsDoubtful() {
        double[] wavy = density.total().clone();
        wavy[1] += wavy[0];
        assertThat(check(filled, new Density(basis.density(), wavy, null), 2))
                .extracting(Warning::code)
                .containsExactly("negative-density");
    }

    @Test
    void noLevelOfASolvedPotentialIsOverlooked() {
        Potential empty = new Potential(basis.density(), 1);
        assertThat(orbitals.overlooksALevel(empty, empty.onGrid(), filled.occupations())).isFalse();
    }

    @Test
    void theLowestLevelIsOverlookedWhereLevelsBeginWithTheSecond() {
        Potential empty = new Potential(basis.density(), 1);
        for (Channel channel : orbitals.channels()) {
            double[] levels = channel.levels().clone();
            System.arraycopy(channel.levels(), 1, levels, 0, levels.length - 1);
            channel.setLevels(levels);
        }
        assertThat(orbitals.overlooksALevel(empty, empty.onGrid(), filled.occupations())).isTrue();
    }
}
