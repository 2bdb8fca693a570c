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
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.UnknownFunctionalException;
import xcflow.functional.Variable;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MGGA_X_TPSS",
                "MGGA_C_TPSS",
                "MGGA_X_SCAN",
                "MGGA_C_SCAN",
                "MGGA_X_M06_L",
                "HYB_GGA_XC_PBEH",
                "HYB_GGA_XC_HSE06",
                "HYB_MGGA_XC_TPSSH"
            })
    void ourMetaGgasAndHybridsAgreeWithTheInstalledLibxc(String name) {
        var ours = Functionals.named(name);
        var theirs = Functionals.named("libxc:" + name);
        assertThat(theirs.needs()).isEqualTo(ours.needs());
        assertThat(theirs.exactExchange()).isEqualTo(ours.exactExchange());
        for (boolean polarised : new boolean[] {false, true}) {
            var points = RandomPoints.kinetic(700, polarised, 8);
            var actual = Results.like(points);
            var expected = Results.like(points);
            ours.evaluate(points, actual);
            theirs.evaluate(points, expected);
            for (int i = 0; i < points.size(); i++) {
                double scale = Math.abs(expected.energy[i]);
                near(actual.energy[i], expected.energy[i], scale);
                double rho = points.rhoA[i] + (polarised ? points.rhoB[i] : 0);
                near(actual.vRhoA[i], expected.vRhoA[i], scale / rho);
                if (ours.needs().contains(Variable.TAU)) {
                    double tau = points.of(Variable.TAU)[0][i];
                    near(
                            actual.of(Variable.TAU)[0][i],
                            expected.of(Variable.TAU)[0][i],
                            scale / tau);
                }
            }
        }
    }

    /** M06-L's derivatives are differences of large numbers. */
    private static void near(double actual, double expected, double scale) {
        assertThat(actual).isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-10 * scale));
    }

    @Test
    void exactExchangeOfAPartOfTheRangeIsLibxcsOwn() {
        assertThat(Libxc.functional("HYB_GGA_XC_HSE06").exactExchange())
                .isEqualTo(ExchangeShare.ofShortRange(0.25, 0.11));
        assertThat(Libxc.functional("HYB_GGA_XC_CAM_B3LYP").exactExchange().fraction())
                .isCloseTo(0.65, within(1e-12));
        assertThat(Libxc.functional("XC_HYB_GGA_XC_B3LYP").exactExchange())
                .isEqualTo(ExchangeShare.of(0.2));
        assertThat(Libxc.functional("HYB_MGGA_X_M05+MGGA_C_M05").exactExchange().fraction())
                .isCloseTo(0.28, within(1e-12));
    }

    @Test
    void whatIsNotDividedIntoExchangeAndCorrelationHasNoParts() {
        assertThat(Libxc.functional("GGA_XC_HCTH_407")).isNotInstanceOf(Separable.class);
        assertThat(Libxc.functional("GGA_X_PBE")).isInstanceOf(Separable.class);
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
        var pbe = (SeparableLibxc) Libxc.functional("libxc:gga_x_pbe,gga_c_pbe");
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
        "HYB_GGA_XC_CAMY_B3LYP, not that of 1/r",
        "HYB_GGA_XC_LCY_PBE, not that of 1/r",
        "HYB_GGA_XC_WB97X_V, VV10",
        "MGGA_X_BR89, Laplacian",
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
