package xcflow.gaussian.correlated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Workers;

class CorrelatedEnergyTest {
    private final Workers workers = new Workers(1);

    static List<References.Entry> references() {
        return Stream.concat(
                        References.of("coupled-cluster.json").stream(),
                        References.of("frozen-core.json").stream())
                .toList();
    }

    /** A closed and an open shell that take a moment, for all kernels of linear algebra. */
    static List<References.Entry> few() {
        return references().stream()
                .filter(e -> List.of("H2O", "OH").contains(e.values().get("system").asString()))
                .filter(e -> e.basis().equals("cc-pvdz"))
                .limit(2)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("few")
    @Tag("numerics")
    void agreesWithTheReferenceWhateverTheKernel(References.Entry entry) {
        agreesWithTheReference(entry);
    }

    @ParameterizedTest
    @MethodSource("references")
    void agreesWithTheReference(References.Entry entry) {
        Basis basis = Basis.of(entry.molecule(), BasisSet.of(entry.basis()));
        CorrelatedEnergy found =
                CorrelatedEnergy.of(
                        basis,
                        CorrelatedMethod.TRIPLES,
                        entry.number("frozen_core") > 0,
                        workers,
                        message -> {});
        assertThat(found.hartreeFock()).isCloseTo(entry.number("E_HF"), within(1e-8));
        assertThat(found.ccsd().orElseThrow()).isCloseTo(entry.number("E_corr_CCSD"), within(1e-8));
        assertThat(found.triples().orElseThrow()).isCloseTo(entry.number("E_T"), within(1e-8));
        assertThat(found.total()).isCloseTo(entry.number("E_CCSD_T"), within(1e-8));
        if (entry.values().has("E_corr_MP2")) {
            assertThat(found.mp2().orElseThrow())
                    .isCloseTo(entry.number("E_corr_MP2"), within(1e-8));
        }
    }
}
