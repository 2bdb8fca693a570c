package xcflow.planewave.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import xcflow.numerics.Element;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

class EwaldTest {
    private static Gth ion(int charge) {
        return new Gth(
                "X",
                Element.ofNumber(1),
                Optional.empty(),
                charge,
                List.of(),
                0.5,
                List.of(),
                List.of());
    }

    @Property(tries = 20)
    void theEnergyDoesNotDependOnTheSplit(
            @ForAll @DoubleRange(min = 0.05, max = 1) double eta,
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double x) {
        Crystal crystal =
                new Crystal(
                        Lattice.hexagonal(5, 7),
                        List.of(Site.of("H", 0, 0, 0), Site.of("O", x, .3, .5)));
        List<Gth> ions = List.of(ion(1), ion(6));
        assertThat(Ewald.energy(crystal, ions, eta))
                .isCloseTo(Ewald.energy(crystal, ions), within(1e-10));
    }

    /** A lattice of charges in a background: −Z² α/(2 r_s), α = 1.79185851 for fcc. */
    @Test
    void aFaceCentredLatticeHasTheKnownMadelungConstant() {
        Crystal crystal = new Crystal(Lattice.faceCentredCubic(6), List.of(Site.of("Al", 0, 0, 0)));
        double radius = Math.cbrt(3 * crystal.volume() / (4 * Math.PI));
        assertThat(Ewald.energy(crystal, List.of(ion(3))))
                .isCloseTo(-9 * 1.791747230 / (2 * radius), within(1e-7));
    }

    private static final List<Gth> IONS = List.of(ion(1), ion(6));

    private static Crystal hexagonal(double[] moved, double[][] rows) {
        return new Crystal(
                Lattice.ofRows(rows),
                List.of(
                        Site.of("H", moved[0], moved[1], moved[2]),
                        Site.of("O", .3 + moved[3], .3 + moved[4], .5 + moved[5])));
    }

    @Test
    void forcesAreSlopesOfTheEnergy() {
        Lattice lattice = Lattice.hexagonal(5, 7);
        double[] forces = Ewald.forces(hexagonal(new double[6], lattice.rows()), IONS);
        for (int i = 0; i < 6; i++) {
            double[] energies = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] cartesian = new double[3];
                cartesian[i % 3] = side == 0 ? 1e-4 : -1e-4;
                double[] moved = new double[6];
                System.arraycopy(lattice.fractional(cartesian), 0, moved, 3 * (i / 3), 3);
                energies[side] = Ewald.energy(hexagonal(moved, lattice.rows()), IONS);
            }
            assertThat(forces[i]).isCloseTo((energies[1] - energies[0]) / 2e-4, within(1e-7));
        }
    }

    @Test
    void theStrainDerivativeIsTheSlopeOfTheEnergy() {
        Lattice lattice = Lattice.hexagonal(5, 7);
        double[] strain = Ewald.strain(hexagonal(new double[6], lattice.rows()), IONS);
        for (int i = 0; i < 9; i++) {
            double[] energies = new double[2];
            for (int side = 0; side < 2; side++) {
                double[][] rows = lattice.rows();
                for (double[] row : rows) {
                    row[i / 3] += (side == 0 ? 1e-4 : -1e-4) * row[i % 3];
                }
                energies[side] = Ewald.energy(hexagonal(new double[6], rows), IONS);
            }
            assertThat(strain[i]).isCloseTo((energies[0] - energies[1]) / 2e-4, within(1e-6));
        }
    }
}
