package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** Molecules on which self-consistent fields are known to fail. */
class HardCasesTest {
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F 0 0 0; F 0 0 2.0 | 1",
                "F 0 0 0; F 0 0 3.5 | 2",
                "O2 | 1",
                "NO | 1",
                "C2 | 2",
                "CN | 1",
                "O3 | 1",
                "P4 | 1",
                "Li 0 0 0; F 0 0 5.0 | 2",
                "Cr 0 0 0; unpaired=6 | 1"
            })
    void converges(String molecule, int attempts) {
        try (KohnSham system =
                KohnSham.of(
                        Molecules.parse(molecule),
                        "def2-svp",
                        ScfOptions.defaults().withGrid(2),
                        WORKERS)) {
            ScfResult result = system.solve(Functionals.named("PBE"));
            assertThat(result.gradient()).isLessThan(1e-6);
            assertThat(result.attempt()).isLessThanOrEqualTo(attempts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "C", "O", "F"})
    void openShellAtomsAreOrientedAlongTheAxisZ(String atom) {
        try (KohnSham system =
                KohnSham.of(
                        Molecules.parse(atom),
                        "6-31g*",
                        ScfOptions.defaults().withGrid(1),
                        WORKERS)) {
            double[] total = system.solve(Functionals.named("PBE")).density().total();
            int p = 3; // after three s functions come p_x, p_y, p_z of the inner shell
            int n = system.basis().count();
            double x = total[p * n + p];
            double y = total[(p + 1) * n + p + 1];
            double z = total[(p + 2) * n + p + 2];
            assertThat(Math.abs(x - y)).isLessThan(1e-5);
            assertThat(Math.abs(x - z)).isGreaterThan(1e-2);
        }
    }

    @Test
    void failsWithAClearSentence() {
        try (KohnSham system =
                KohnSham.of(
                        Molecules.parse("LiH"),
                        "def2-svp",
                        ScfOptions.defaults().withGrid(0).withMaxIterations(1),
                        WORKERS)) {
            assertThatThrownBy(() -> system.solve(Functionals.named("PBE")))
                    .isInstanceOf(ScfException.class)
                    .hasMessageMatching(
                            "HLi with PBE in def2-svp did not converge in 3 attempts and 7"
                                    + " iterations: the energy still changes by .* Ha and the"
                                    + " orbital gradient is .* Ha");
        }
    }

    @Test
    void listenersSeeEachIterationAndMayStopTheCalculation() {
        List<Integer> seen = new ArrayList<>();
        try (KohnSham system =
                KohnSham.of(
                        Molecules.parse("He"),
                        "def2-svp",
                        ScfOptions.defaults().withGrid(0),
                        WORKERS)) {
            assertThatThrownBy(
                            () ->
                                    system.solve(
                                            Functionals.named("PBE"),
                                            step -> {
                                                seen.add(step.iteration());
                                                if (step.iteration() == 3) {
                                                    throw new IllegalStateException("stop");
                                                }
                                            }))
                    .hasMessage("stop");
        }
        assertThat(seen).containsExactly(1, 2, 3);
    }
}
