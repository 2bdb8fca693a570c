package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.planewave.scf.ScfResult;

/** The bundled pseudopotentials of other functionals than PBE. */
class PseudopotentialSetsTest {

    static Stream<AbinitCases.Case> cases() {
        return AbinitCases.otherSets().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void energiesAgreeWithAbinit(AbinitCases.Case c) {
        ScfResult result = PlaneWaves.solve(c.model(), c.settings());
        assertThat(result.converged()).isTrue();
        assertThat(result.energy()).isCloseTo(c.energy(), within(1e-7 * c.atoms()));
    }
}
