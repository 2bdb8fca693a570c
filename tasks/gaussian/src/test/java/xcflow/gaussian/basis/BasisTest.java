package xcflow.gaussian.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.structure.molecule.Molecules;

class BasisTest {

    @ParameterizedTest
    @CsvSource({
        "H2O, def2-svp, 24",
        "H2O, cc-pvtz, 58",
        "benzene, def2-tzvp, 222",
        "H2O, def2-qzvp, 117",
        "CH4, 6-31g*, 22",
        "N2, STO-3G, 10",
        "H2O, '6-311++G(3df,2pd)', 69"
    })
    void hasTheKnownNumberOfFunctions(String molecule, String set, int count) {
        assertThat(Basis.of(Molecules.named(molecule), BasisSet.of(set)).count()).isEqualTo(count);
    }

    @Test
    void hasSixCartesianFunctionsInAdShell() {
        Basis basis =
                Basis.of(Molecules.named("N2"), BasisSet.of("6-31g*"), AngularFunctions.CARTESIAN);
        assertThat(basis.count()).isEqualTo(30);
    }

    @Test
    void ordersTheFunctionsOfAdShellByM() {
        double[] d = AngularFunctions.SPHERICAL.inMonomials(2);
        double root = Math.sqrt(3);
        double[] expected = {
            0, root, 0, 0, 0, 0, 0, 0, 0, 0, root, 0, -0.5, 0, 0, -0.5, 0, 1, 0, 0, root, 0, 0, 0,
            root / 2, 0, 0, -root / 2, 0, 0
        };
        assertThat(d).containsExactly(expected, within(1e-15));
    }

    @Test
    void ordersTheFunctionsOfApShellAsXyz() {
        assertThat(AngularFunctions.SPHERICAL.inMonomials(1))
                .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    }

    @Test
    void readsAUsersFileWithSpShellsAndDExponents(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("mine.gbs");
        Files.writeString(
                file,
                """
                ! mine
                ****
                C 0
                SP 2 1.00
                  1.0D+01  0.5  0.25
                  2.0      0.5  0.75
                ****
                """);
        BasisSet set = BasisSet.of(file.toString());
        var contractions = set.contractions(Molecules.named("C").atoms().get(0).element());
        assertThat(contractions).hasSize(2);
        assertThat(contractions.get(1).l()).isEqualTo(1);
        assertThat(contractions.get(1).exponents()).containsExactly(10, 2);
        assertThat(contractions.get(1).coefficients()).containsExactly(0.25, 0.75);
    }

    @Test
    void namesTheLineOfABadFile() {
        assertThatThrownBy(() -> Gaussian94.parse("bad", "H 0\nS 1 1.0\n 1.0 oops\n****\n"))
                .isInstanceOf(BasisException.class)
                .hasMessageContaining("bad:3:6: 'oops' is not a coefficient");
        assertThatThrownBy(() -> Gaussian94.parse("bad", "H 0\nX 1 1.0\n"))
                .hasMessageContaining("bad:2:1: there is no shell type 'X'");
    }

    @Test
    void refusesAnElementThatTheSetLacks() {
        assertThatThrownBy(() -> Basis.of(Molecules.named("Xe"), BasisSet.of("cc-pvdz")))
                .isInstanceOf(BasisException.class)
                .hasMessageContaining("no functions for Xe");
    }

    @Test
    void listsTheBundledSetsWhenANameIsUnknown() {
        assertThatThrownBy(() -> BasisSet.of("def3-svp")).hasMessageContaining("def2-svp");
    }
}
