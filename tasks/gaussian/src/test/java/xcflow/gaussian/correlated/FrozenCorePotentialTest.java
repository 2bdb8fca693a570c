package xcflow.gaussian.correlated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.gaussian.basis.Basis;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** What is frozen when a potential replaces a part of the core. */
class FrozenCorePotentialTest {

    @ParameterizedTest
    @CsvSource({
        "I 0 0 0; H 0 0 1.6, 4",
        "Au 0 0 0; H 0 0 1.5, 0",
        "Cs 0 0 0; Cl 0 0 2.9, 9",
        "Xe 0 0 0, 4"
    })
    void isTheRestOfTheNobleGas(String atoms, int orbitals) {
        Basis basis = Basis.of(Molecules.inline(atoms), "def2-svp");
        assertThat(FrozenCore.orbitals(basis.valence())).isEqualTo(orbitals);
    }

    /** PySCF 2.14.0, def2-SVP, frozen=4. */
    @Test
    void hydrogenIodideAgreesWithAnotherProgram() {
        Basis basis = Basis.of(Molecules.inline("I 0 0 0; H 0 0 1.609"), "def2-svp");
        try (Workers workers = new Workers(2)) {
            CorrelatedEnergy found =
                    CorrelatedEnergy.of(
                            basis, CorrelatedMethod.TRIPLES, true, workers, message -> {});
            assertThat(found.hartreeFock()).isCloseTo(-297.2315316634, within(1e-8));
            assertThat(found.mp2().orElseThrow()).isCloseTo(-0.1285512423, within(1e-8));
            assertThat(found.ccsd().orElseThrow()).isCloseTo(-0.1418150284, within(1e-8));
            assertThat(found.triples().orElseThrow()).isCloseTo(-0.0024290601, within(1e-8));
        }
    }
}
