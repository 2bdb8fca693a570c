package xcflow.functional.libxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.UnknownFunctionalException;

class LibxcTest {
    @BeforeEach
    void libxcIsInstalled() {
        assumeTrue(
                Libxc.installed().isPresent(),
                "not applicable: libxc is not installed on this machine");
    }

    /** Parts, since vσ of PBE's exchange and correlation cancel for small gradients. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LDA_X",
                "LDA_C_PW",
                "LDA_C_PW_MOD",
                "LDA_C_VWN",
                "GGA_X_PBE",
                "GGA_C_PBE",
                "GGA_X_PBE_SOL",
                "GGA_C_PBE_SOL",
                "GGA_X_PBE_R",
                "GGA_X_RPBE",
                "GGA_X_B88",
                "GGA_C_LYP",
                "GGA_X_PW91",
                "GGA_C_PW91",
                "GGA_C_P86"
            })
    void ourReferencesAgreeWithTheInstalledLibxcAtRandomPoints(String name) {
        var ours = Functionals.named(name);
        var theirs = Functionals.named("libxc:" + name);
        for (boolean polarised : new boolean[] {false, true}) {
            var points = RandomPoints.of(1500, polarised, 7);
            var actual = evaluate(ours, points);
            var expected = evaluate(theirs, points);
            for (int i = 0; i < points.size(); i++) {
                close(actual.energy[i], expected.energy[i]);
                close(actual.vRhoA[i], expected.vRhoA[i]);
                close(actual.vSigmaAA[i], expected.vSigmaAA[i]);
                if (polarised) {
                    close(actual.vRhoB[i], expected.vRhoB[i]);
                    close(actual.vSigmaAB[i], expected.vSigmaAB[i]);
                    close(actual.vSigmaBB[i], expected.vSigmaBB[i]);
                }
            }
        }
    }

    private static Results evaluate(Functional functional, Points points) {
        var results = new Results(points.size(), points.isPolarised());
        functional.evaluate(points, results);
        return results;
    }

    private static void close(double actual, double expected) {
        assertThat(actual)
                .isCloseTo(expected, within(1e-10 * Math.abs(expected) + Double.MIN_NORMAL));
    }

    @Test
    void namesBothItsPartsAndItsVersion() {
        var pbe = Libxc.functional("libxc:gga_x_pbe,gga_c_pbe");
        assertThat(pbe.name()).isEqualTo("libxc:GGA_X_PBE+GGA_C_PBE");
        assertThat(pbe.exchange().name()).isEqualTo("libxc:GGA_X_PBE");
        assertThat(pbe.version()).matches("[5-9]\\.\\d+\\.\\d+");
    }

    @Test
    void refusesWhatTheEnginesCannotEvaluate() {
        assertThatThrownBy(() -> Libxc.functional("GGA_X_PBEE"))
                .hasMessageContaining("has no functional called \"GGA_X_PBEE\"");
    }

    @ParameterizedTest
    @CsvSource({
        "HYB_GGA_XC_B3LYP, hybrid",
        "HYB_LDA_XC_LDA0, hybrid",
        "HYB_MGGA_X_M05, hybrid",
        "HYB_GGA_XC_CAM_B3LYP, hybrid",
        "XC_HYB_GGA_XC_B3LYP, hybrid",
        "MGGA_X_SCAN, meta-GGA",
        "GGA_XC_VV10, VV10",
        "LDA_X_2D, two dimensions",
        "GGA_X_2D_PBE, two dimensions",
        "LDA_C_2D_PRM, two dimensions",
        "LDA_X_1D_SOFT, one dimension",
        "LDA_C_1D_CSC, one dimension",
        "LDA_XC_1D_EHWLRG_1, one dimension",
        "LDA_K_TF, kinetic energy",
        "GGA_K_VW, kinetic energy",
        "GGA_X_LB, no energy",
        "GGA_X_WPBEH, part of the range",
        "GGA_X_HJS_PBE, part of the range",
        "LDA_C_PMGB06, part of the range",
        "LDA_X_RAE, number of electrons"
    })
    void aFunctionalOfAnotherKindIsRefusedWithItsReason(String name, String reason) {
        assertThatThrownBy(() -> Libxc.functional("libxc:" + name))
                .isInstanceOf(UnknownFunctionalException.class)
                .hasMessageContaining(name + " of libxc cannot be used")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GGA_X_PBE+GGA_X_PBE",
                "GGA_X_PBE+GGA_X_RPBE+GGA_C_PBE",
                "LDA_C_PW+GGA_C_PBE",
                "GGA_XC_PBE1W+GGA_C_PBE"
            })
    void nothingIsCountedTwice(String sum) {
        assertThatThrownBy(() -> Libxc.functional(sum))
                .isInstanceOf(UnknownFunctionalException.class)
                .hasMessageContaining("twice");
    }
}
