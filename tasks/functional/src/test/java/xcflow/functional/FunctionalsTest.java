package xcflow.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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

    @Test
    void aReferenceKnowsItsCitation() {
        assertThat(Functionals.reference("PBE").orElseThrow().citations().get(0))
                .contains("77, 3865");
    }
}
