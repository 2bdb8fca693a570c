package xcflow.gaussian.correlated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.scf.HartreeFock;
import xcflow.gaussian.scf.HartreeFockSolver;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

class HartreeFockTest {
    private final Workers workers = new Workers(1);

    static List<References.Entry> references() {
        return References.of("coupled-cluster.json");
    }

    @ParameterizedTest
    @MethodSource("references")
    void agreesWithTheReference(References.Entry entry) {
        Basis basis = Basis.of(entry.molecule(), BasisSet.of(entry.basis()));
        HartreeFock found = new HartreeFockSolver(basis, entry.restricted(), workers).solve();
        assertThat(found.energy()).isCloseTo(entry.number("E_HF"), within(1e-8));
        assertThat(found.spinSquared()).isCloseTo(entry.number("S2"), within(1e-5));
    }

    /** PySCF 2.14, closed shells, followed to a minimum among restricted determinants. */
    @ParameterizedTest
    @CsvSource({
        "C 0 0 0; H 0 0.8622 0.6996; H 0 -0.8622 0.6996, -38.85295385199",
        "Si 0 0 0; H 0 1.09 1.05; H 0 -1.09 1.05, -289.96974007347",
        "B 0 0 0; N 0 0 1.27, -78.85211714449",
        "C 0 0 0; C 0 0 1.2425, -75.36523836"
    })
    void leavesSaddlePointsDownwards(String atoms, double energy) {
        Basis basis = Basis.of(Molecules.parse(atoms), BasisSet.of("6-31g"));
        HartreeFock found = new HartreeFockSolver(basis, true, workers).solve();
        assertThat(found.energy()).isCloseTo(energy, within(1e-8));
        assertThat(found.warnings()).isEmpty();
    }
}
