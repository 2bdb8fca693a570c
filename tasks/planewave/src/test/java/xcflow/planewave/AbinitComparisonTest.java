package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.planewave.scf.ScfResult;

class AbinitComparisonTest {

    /** Small entries; with {@link #others} they see every feature. */
    static Stream<AbinitCases.Case> few() {
        return Stream.of(
                        "Si_e20_G2_ixc11",
                        "Si_e20_F2_ixc11",
                        "Si_e20_S4_ixc11",
                        "Si_disp_e20_G2_ixc11",
                        "Al_e20_G4_ixc11_FD")
                .map(AbinitCases::named);
    }

    static Stream<AbinitCases.Case> others() {
        return Stream.of("H2_box10_e30_G_ixc11", "Al_e15_G8_ixc11_cold", "MgO_q2_e40_G4_ixc11")
                .map(AbinitCases::named);
    }

    static Stream<AbinitCases.Case> all() {
        return AbinitCases.all().stream();
    }

    /** One of each functional and crystal. */
    static Stream<AbinitCases.Case> fewMeta() {
        return AbinitCases.meta().stream()
                .filter(
                        c ->
                                List.of("Si_r2SCAN", "MgO_TPSS", "NaCl_SCAN", "Al_r2SCAN")
                                        .contains(c.id()));
    }

    static Stream<AbinitCases.Case> meta() {
        return AbinitCases.meta().stream();
    }

    @ParameterizedTest
    @MethodSource("fewMeta")
    void energiesWithKineticEnergyDensitiesAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    @ParameterizedTest
    @MethodSource("meta")
    @Tag("full")
    void allEnergiesWithKineticEnergyDensitiesAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    @ParameterizedTest
    @MethodSource("few")
    @Tag("numerics")
    void energiesOfSmallCellsAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    @ParameterizedTest
    @MethodSource("others")
    void totalEnergiesAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    @ParameterizedTest
    @MethodSource("all")
    @Tag("full")
    void allTotalEnergiesAgreeWithAbinit(AbinitCases.Case c) {
        compare(c);
    }

    private static void compare(AbinitCases.Case c) {
        ScfResult result = PlaneWaves.solve(c.model(), c.settings());
        assertThat(result.converged()).isTrue();
        assertThat(result.energy()).isCloseTo(c.energy(), within(2e-6 * c.atoms()));
        c.expected()
                .forEach(
                        (part, value) ->
                                assertThat(result.energies().byName().get(part))
                                        .as(part)
                                        .isCloseTo(value, within(5e-5 * c.atoms())));
    }
}
