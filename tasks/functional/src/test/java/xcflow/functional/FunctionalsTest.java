package xcflow.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.reference.References;

class FunctionalsTest {
    @Test
    void namesIgnoreCapitalsHyphensAndUnderscores() {
        assertThat(Functionals.named("pbe").name()).isEqualTo("PBE");
        assertThat(Functionals.named("gga_x_pbe").name()).isEqualTo("pbe_x");
        assertThat(Functionals.named("PBE-sol").name()).isEqualTo("PBEsol");
    }

    @Test
    void aSumOfTheRightPartsIsTheWellKnownFunctional() {
        assertThat(Functionals.named("pbe_x+pbe_c").name()).isEqualTo("PBE");
        assertThat(Functionals.named("GGA_C_PBE,GGA_X_PBE").name()).isEqualTo("PBE");
        assertThat(Functionals.named("slater+pbe_c").name()).isEqualTo("slater+pbe_c");
    }

    @Test
    void aMisspeltNameIsAnsweredWithASuggestion() {
        assertThatThrownBy(() -> Functionals.named("PBEsl"))
                .isInstanceOf(UnknownFunctionalException.class)
                .hasMessage("There is no functional called \"PBEsl\". Did you mean PBEsol?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBE+PBE", "pbe_x+pbe_x+pbe_c", "PBE+pbe_x", "slater,GGA_X_PBE"})
    void exchangeIsNotCountedTwice(String sum) {
        assertThatThrownBy(() -> Functionals.resolve(sum))
                .isInstanceOf(UnknownFunctionalException.class)
                .hasMessageContaining("counts exchange twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBE+pbe_c", "pbe_x+pbe_c+pbe_c", "slater+pw92+vwn5", "lyp,p86"})
    void correlationIsNotCountedTwice(String sum) {
        assertThatThrownBy(() -> Functionals.named(sum))
                .isInstanceOf(UnknownFunctionalException.class)
                .hasMessageContaining("counts correlation twice");
    }

    @Test
    void aReferenceKnowsItsCitation() {
        assertThat(References.named("PBE").orElseThrow().citations().get(0)).contains("77, 3865");
    }
}
