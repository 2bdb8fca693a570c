package xcflow.experiments.eos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.numerics.Constants;
import xcflow.spi.TaskFailure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/** Crystals whose coordinates are symmetric but for rounding. */
class NearSymmetricScanTest {

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

    private static EquationOfState equationOfState(Crystal crystal) throws TaskFailure {
        return Scans.fit(
                        crystal,
                        7,
                        0.06,
                        Map.of(
                                "cutoff",
                                12,
                                "cutoff-smoothing",
                                1.2,
                                "kpoints",
                                List.of(3, 3, 3),
                                "tolerance",
                                1e-9))
                .curve();
    }

    @Test
    void anEquationOfStateHasOneSetOfOperations() throws TaskFailure {
        EquationOfState near = equationOfState(silicon(5.47, 3.70424e-6));
        EquationOfState exact = equationOfState(silicon(5.47, 0));
        assertThat(exact.bulkModulusInGpa()).isCloseTo(87.8, within(0.1));
        assertThat(near.bulkModulusInGpa()).isCloseTo(exact.bulkModulusInGpa(), within(1e-3));
        assertThat(near.volume()).isCloseTo(exact.volume(), within(1e-5));
    }
}
