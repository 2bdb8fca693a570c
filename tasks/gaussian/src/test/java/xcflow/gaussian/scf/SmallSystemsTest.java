package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.gaussian.SmallSystems;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** Every energy is that of a solution, also where the superposed atoms look like one. */
class SmallSystemsTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Functional PBE = Functionals.named("PBE");

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** In hartree; atoms that were no solutions made them wrong by up to 0.16 Ha. */
    @ParameterizedTest
    @CsvSource({"O2, O, O, 0.24012", "N2, N, N, 0.29897", "CO, C, O, 0.41222"})
    void atomizationEnergiesInAMinimalBasis(
            String molecule, String first, String second, double expected) {
        double energy = energy(first) + energy(second) - energy(molecule);
        assertThat(energy).isCloseTo(expected, within(1e-5));
    }

    private static double energy(String name) {
        try (KohnSham system =
                KohnSham.of(Molecules.parse(name), "sto-3g", ScfOptions.defaults(), WORKERS)) {
            return system.solve(PBE).energy();
        }
    }

    static Stream<SmallSystems.Row> rows() {
        return SmallSystems.load("small-systems.json").rows().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void agreesWithAnotherProgram(SmallSystems.Row row) {
        try (KohnSham system =
                KohnSham.of(row.molecule(), row.basis(), ScfOptions.defaults(), WORKERS)) {
            ScfResult result = system.solve(PBE);
            assertThat(result.energy()).isCloseTo(row.energy(), within(1e-6));
            assertThat(result.attempt()).isEqualTo(1);
        }
    }
}
