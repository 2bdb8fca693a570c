package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.molecule.Molecules;
import xcflow.numerics.Workers;

class CorrectedCoulombTest {
    private final Workers workers = new Workers(1);
    private final Basis basis = Basis.of(Molecules.named("H2O"), BasisSet.of("def2-svp"));
    private final int n = basis.count();

    @Test
    void isExactForTheLastOfAConvergingSequenceOfDensities() {
        CoulombMatrix corrected = CoulombMatrix.exact(basis, workers);
        CoulombMatrix exact = new ExactCoulomb(basis, 1e-13, workers);
        for (int step = 0; step < 12; step++) {
            double change = Math.pow(0.2, step);
            double[] found = corrected.build(density(change));
            double[] expected = exact.build(density(change));
            assertThat(found).containsExactly(expected, within(3 * change + 1e-9));
        }
    }

    @Test
    void isExactWhenTheSameDensityComesTwice() {
        CoulombMatrix corrected = CoulombMatrix.exact(basis, workers);
        corrected.build(density(0.1));
        double[] expected = new ExactCoulomb(basis, 1e-13, workers).build(density(0.1));
        assertThat(corrected.build(density(0.1))).containsExactly(expected, within(1e-10));
    }

    private double[] density(double change) {
        double[] density = new double[n * n];
        for (int i = 0; i < n; i++) {
            density[i * n + i] = i < 5 ? 2 : 0.1;
            density[i * n + (n - 1 - i)] += change;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                density[j * n + i] = density[i * n + j];
            }
        }
        return density;
    }
}
