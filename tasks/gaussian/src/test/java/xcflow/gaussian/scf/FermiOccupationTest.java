package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FermiOccupationTest {
    private static final double[] LEVELS = {-1, -0.5, -0.49, 0.2};

    @Test
    void holdsTheElectrons() {
        double[] fractions = FermiOccupation.of(LEVELS, 2, 0.05).fractions();
        assertThat(Arrays.stream(fractions).sum()).isCloseTo(2, within(1e-12));
        assertThat(fractions[1]).isGreaterThan(fractions[2]);
    }

    @Test
    void aHalfFilledLevelLiesAtTheFermiLevel() {
        FermiOccupation two = FermiOccupation.of(new double[] {0.3, 0.3}, 1, 0.01);
        assertThat(two.level()).isCloseTo(0.3, within(1e-12));
        assertThat(FermiOccupation.entropyTerm(two.fractions(), 0.01))
                .isCloseTo(-0.02 * Math.log(2), within(1e-15));
    }

    @Test
    void orbitalsTellTheFermiLevel() {
        FermiOccupation filled = FermiOccupation.of(LEVELS, 2, 0.05);
        double[] twice = Arrays.stream(filled.fractions()).map(f -> 2 * f).toArray();
        Orbitals orbitals = new Orbitals(4, LEVELS, new double[16], twice);
        assertThat(orbitals.fermiLevel(0.05)).isCloseTo(filled.level(), within(1e-10));
    }

    @Test
    void levelsThatAreAllFilledHaveNoEntropy() {
        FermiOccupation full = FermiOccupation.of(LEVELS, 4, 0.05);
        assertThat(full.fractions()).containsOnly(1);
        assertThat(FermiOccupation.entropyTerm(full.fractions(), 0.05)).isZero();
    }
}
