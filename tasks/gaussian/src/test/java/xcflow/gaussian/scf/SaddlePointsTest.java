package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecules;

class SaddlePointsTest {
    /** Ten bohr. */
    private static final String FAR_APART = "H 0 0 0; H 0 0 5.29177210903";

    private static ScfResult solve(String molecule, String functional, SaddlePoints saddlePoints) {
        try (Workers workers = new Workers(2);
                KohnSham system =
                        KohnSham.of(
                                Molecules.parse(molecule),
                                "def2-svp",
                                ScfOptions.defaults().withSaddlePoints(saddlePoints),
                                workers)) {
            return system.solve(Functionals.named(functional));
        }
    }

    /** Two atoms on the grid of the molecule: it differs from that of an atom by 2e-6 Ha. */
    private static double atoms(String functional) {
        String atom = "H 0 0 0; @H 0 0 5.29177210903; unpaired=1";
        return 2 * solve(atom, functional, SaddlePoints.UNKNOWN).energy();
    }

    @Test
    void stretchedHydrogenDissociatesIntoTwoAtoms() {
        ScfResult result = solve(FAR_APART, "PBE", SaddlePoints.LEFT);
        assertThat(result.energy()).isCloseTo(atoms("PBE"), within(1e-6));
        assertThat(result.spinSquared()).isCloseTo(1, within(1e-4));
        // PySCF 2.14, UKS from a broken-symmetry density.
        assertThat(result.energy()).isCloseTo(-0.9972609312, within(1e-8));
        assertThat(result.warnings()).extracting(Warning::code).doesNotContain("unstable-solution");
    }

    @Test
    void itDoesSoWithExactExchangeAndTheKineticEnergyDensity() {
        assertThat(solve(FAR_APART, "TPSSh", SaddlePoints.LEFT).energy())
                .isCloseTo(atoms("TPSSh"), within(1e-6));
    }

    @Test
    void aSaddlePointThatIsKeptIsToldOf() {
        ScfResult told = solve(FAR_APART, "PBE", SaddlePoints.TOLD);
        assertThat(told.warnings()).extracting(Warning::code).contains("unstable-solution");
        assertThat(told.energy())
                .isCloseTo(solve(FAR_APART, "PBE", SaddlePoints.UNKNOWN).energy(), within(1e-7));
    }

    @Test
    void aMinimumStaysWhatItIs() {
        ScfResult result = solve("H2O", "PBE", SaddlePoints.LEFT);
        assertThat(result.energy())
                .isCloseTo(solve("H2O", "PBE", SaddlePoints.UNKNOWN).energy(), within(1e-8));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void theShellOfAnAtomMayTurnFreely() {
        ScfResult result = solve("O", "PBE", SaddlePoints.LEFT);
        assertThat(result.energy())
                .isCloseTo(solve("O", "PBE", SaddlePoints.UNKNOWN).energy(), within(2e-5));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void theTitaniumAtomHasALowerStateThanTheOneOfItsFirstOrbitals() {
        double first = solve("Ti", "PBE", SaddlePoints.UNKNOWN).energy();
        ScfResult lower = solve("Ti", "PBE", SaddlePoints.LEFT);
        assertThat(lower.energy()).isLessThan(first - 9e-4);
        assertThat(lower.warnings()).extracting(Warning::code).doesNotContain("unstable-solution");
    }
}
