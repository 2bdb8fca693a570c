package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Exchange from integrals that are screened and contracted together, against all integrals. */
class StoredExchangeTest {
    private static final Repulsion SHORT = Repulsion.withShortRange(0.1, 0.25, 0.11);
    private static final long AMPLE = 1L << 30;

    private static Basis basis(String set) {
        var molecule =
                new Molecule(
                        List.of(
                                new Atom(Element.ofNumber(8), 0, 0, 0),
                                new Atom(Element.ofNumber(1), 0.3, 1.1, 1.4),
                                new Atom(Element.ofNumber(6), 9.0, -1.1, 0.4)),
                        0,
                        1);
        return Basis.of(molecule, set);
    }

    /** A density without any symmetry. */
    private static DensityMatrix density(int n) {
        var random = new Random(5);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = random.nextDouble() - 0.5;
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return DensityMatrix.ofMatrix(n, matrix);
    }

    private static double[] stored(Basis basis, Repulsion repulsion, long memory, int threads) {
        try (var workers = new Workers(threads);
                var exchange = new StoredExchange(basis, repulsion, memory, workers)) {
            exchange.build(density(basis.count()));
            return exchange.build(density(basis.count()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"def2-svp", "cc-pvtz", "6-31g**", "def2-tzvp"})
    void theMatrixIsThatOfAllIntegrals(String set) {
        Basis basis = basis(set);
        try (var workers = new Workers(1)) {
            double[] expected =
                    FourIndex.of(basis, workers).exchange(density(basis.count()).matrix(), workers);
            assertThat(stored(basis, Repulsion.COULOMB, AMPLE, 1))
                    .containsExactly(expected, within(1e-11));
        }
    }

    @Test
    void theMatrixOfARepulsionOfTwoRangesIsThatOfAllIntegrals() {
        Basis basis = basis("def2-svp");
        try (var workers = new Workers(1)) {
            double[] expected =
                    FourIndex.of(basis, SHORT, workers)
                            .exchange(density(basis.count()).matrix(), workers);
            assertThat(stored(basis, SHORT, AMPLE, 1)).containsExactly(expected, within(1e-11));
        }
    }

    @Test
    void integralsThatDoNotFitIntoMemoryAreCalculatedAgainWithTheSameBits() {
        Basis basis = basis("def2-svp");
        double[] kept = stored(basis, Repulsion.COULOMB, AMPLE, 1);
        assertThat(stored(basis, Repulsion.COULOMB, 0, 1)).containsExactly(kept);
        assertThat(stored(basis, Repulsion.COULOMB, 300_000, 1)).containsExactly(kept);
    }

    @Test
    void integralsThatWereGivenUpAreNotUsed() {
        Basis basis = basis("def2-svp");
        try (var workers = new Workers(1)) {
            var exchange = new StoredExchange(basis, Repulsion.COULOMB, AMPLE, workers);
            exchange.close();
            assertThatThrownBy(() -> exchange.build(density(basis.count())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("these integrals were given up");
        }
    }

    @Test
    void threadsDoNotChangeBits() {
        Basis basis = basis("cc-pvdz");
        assertThat(stored(basis, Repulsion.COULOMB, AMPLE, 3))
                .containsExactly(stored(basis, Repulsion.COULOMB, AMPLE, 1));
    }
}
