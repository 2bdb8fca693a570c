package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.planewave.scf.ScfResult;

class AbinitForcesTest {

    static Stream<AbinitCases.Case> few() {
        return AbinitCases.displaced().stream()
                .filter(c -> List.of("Si_PBE", "MgO_PBE").contains(c.id()));
    }

    static Stream<AbinitCases.Case> others() {
        return AbinitCases.displaced().stream()
                .filter(c -> !List.of("Si_PBE", "MgO_PBE").contains(c.id()));
    }

    @ParameterizedTest
    @MethodSource("few")
    void forcesAndStressAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("full")
    void forcesAndStressOfMoreCrystalsAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    private static void compare(AbinitCases.Case c) {
        ScfResult result = PlaneWaves.solve(c.model(), c.settings().withTolerance(1e-11));
        assertThat(result.energy()).isCloseTo(c.energy(), within(2e-6 * c.atoms()));
        assertThat(lessMean(result.forces())).containsExactly(c.forces(), within(3e-6));
        if (c.stress().length > 0) {
            assertThat(result.stress()).containsExactly(c.stress(), within(4e-8));
        }
    }

    /** As ABINIT prints them. */
    private static double[] lessMean(double[] forces) {
        double[] result = forces.clone();
        int atoms = forces.length / 3;
        for (int i = 0; i < forces.length; i++) {
            result[i] -= mean(forces, i % 3, atoms);
        }
        return result;
    }

    private static double mean(double[] forces, int axis, int atoms) {
        double sum = 0;
        for (int a = 0; a < atoms; a++) {
            sum += forces[3 * a + axis];
        }
        return sum / atoms;
    }
}
