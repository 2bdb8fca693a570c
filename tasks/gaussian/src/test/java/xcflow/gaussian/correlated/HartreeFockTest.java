package xcflow.gaussian.correlated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Workers;

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
}
