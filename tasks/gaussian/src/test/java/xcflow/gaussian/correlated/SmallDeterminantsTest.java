package xcflow.gaussian.correlated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.gaussian.SmallSystems;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.scf.HartreeFock;
import xcflow.gaussian.scf.HartreeFockSolver;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecules;

/** Determinants of atoms, ions and small molecules are those of another program, or lower. */
class SmallDeterminantsTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<SmallSystems.Row> rows() {
        return SmallSystems.load("small-determinants.json").rows().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void agreesWithAnotherProgram(SmallSystems.Row row) {
        Basis basis = Basis.of(row.molecule(), row.basis());
        HartreeFock found = new HartreeFockSolver(basis, row.unpaired() == 0, WORKERS).solve();
        assertThat(found.energy()).isCloseTo(row.energy(), within(1e-7));
    }

    @Test
    void onesThatOneDeterminantDescribesBadlyAreDoubtful() {
        assertThat(doubts("O 0 0 -1.116; O 0 0 0; O 0 1.116 0.6")).contains("t1-diagnostic");
        assertThat(doubts("C 0 0 0; N 0 0 1.172; unpaired=1")).contains("spin-contamination");
        assertThat(doubts("O 0 0 0.12; H 0 0.76 -0.47; H 0 -0.76 -0.47")).isEmpty();
    }

    private static List<String> doubts(String molecule) {
        return CorrelatedEnergy.of(
                        Basis.of(Molecules.inline(molecule), "6-31g"),
                        CorrelatedMethod.SINGLES_DOUBLES,
                        true,
                        WORKERS,
                        message -> {})
                .warnings()
                .stream()
                .map(Warning::code)
                .toList();
    }
}
