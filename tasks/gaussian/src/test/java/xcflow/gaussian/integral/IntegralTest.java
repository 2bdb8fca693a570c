package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

class IntegralTest {
    private final Workers workers = new Workers(1);

    private static Basis basis(String molecule, String set) {
        return Basis.of(Molecules.named(molecule), BasisSet.of(set));
    }

    @ParameterizedTest
    @CsvSource({"H2O, cc-pvtz", "H2O, def2-qzvp", "CH4, 6-31g*", "LiH, aug-cc-pvdz"})
    void everyFunctionHasNormOne(String molecule, String set) {
        for (AngularFunctions angular : AngularFunctions.values()) {
            Basis basis = Basis.of(Molecules.named(molecule), BasisSet.of(set), angular);
            double[] overlap = OneElectron.overlap(basis, workers);
            for (int i = 0; i < basis.count(); i++) {
                assertThat(overlap[i * basis.count() + i]).isCloseTo(1, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"H2O, cc-pvtz", "H2O, def2-qzvp", "C2H4, 6-31g**"})
    void theCoulombMatrixIsTheContractionOfTheFourIndexIntegrals(String molecule, String set) {
        Basis basis = basis(molecule, set);
        int n = basis.count();
        double[] density = randomDensity(n);
        double[] expected = FourIndex.of(basis, workers).coulomb(density);
        double[] found = new ExactCoulomb(basis, 1e-12, workers).build(density);
        assertThat(found).containsExactly(expected, within(1e-9));
    }

    @Test
    void theCoulombMatrixDoesNotDependOnThreads() {
        Basis basis = basis("C2H4", "def2-svp");
        double[] density = randomDensity(basis.count());
        double[] one = new ExactCoulomb(basis, 1e-12, workers).build(density);
        try (Workers two = new Workers(2)) {
            assertThat(new ExactCoulomb(basis, 1e-12, two).build(density)).isEqualTo(one);
        }
    }

    @Test
    void theErrorOfTheFittedCoulombEnergyIsThatOfAnotherProgram() {
        Basis basis = basis("H2O", "def2-tzvp");
        int n = basis.count();
        double[] density = new double[n * n];
        for (int i = 0; i < 5; i++) {
            density[i * n + i] = 2;
        }
        double[] exact = new ExactCoulomb(basis, 1e-12, workers).build(density);
        Basis auxiliary = Basis.fitting(Molecules.named("H2O"), "def2-universal-jfit");
        double[] fitted = new FittedCoulomb(basis, auxiliary, workers).build(density);
        double error = 0;
        for (int i = 0; i < exact.length; i++) {
            error += 0.5 * density[i] * (exact[i] - fitted[i]);
        }
        // PySCF 2.14.0, same density matrix (diagonal 2 for the first five functions).
        assertThat(error).isCloseTo(0.1167754209823606, within(1e-9));
    }

    private static double[] randomDensity(int n) {
        Random random = new Random(7);
        double[] density = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                density[i * n + j] = random.nextDouble() - 0.3;
                density[j * n + i] = density[i * n + j];
            }
        }
        return density;
    }
}
