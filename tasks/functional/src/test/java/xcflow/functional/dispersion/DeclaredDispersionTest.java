package xcflow.functional.dispersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

class DeclaredDispersionTest {
    private static DeclaredDispersion declared(String model, String parameters) {
        return new DeclaredDispersion(Optional.ofNullable(model), Optional.ofNullable(parameters));
    }

    /** A functional of which nothing but the name is known. */
    private record Named(String name) implements Functional {
        @Override
        public Set<Variable> needs() {
            return Variable.GRADIENT;
        }

        @Override
        public void evaluate(Points points, Results results, int from, int to) {
            results.clear(from, to);
        }
    }

    @Test
    void takesTheParametersOfTheFunctional() {
        assertThat(declared("d4", null).damping(Functionals.named("pbe_x+pbe_c")).orElseThrow())
                .extracting(Damping::functional)
                .isEqualTo("PBE");
    }

    @Test
    void takesTheParametersThatAreNamed() {
        assertThat(declared("d3bj", "pbe").damping(new Named("my clone")).orElseThrow().a1())
                .isEqualTo(0.4289);
    }

    @Test
    void wantsParametersNamedForAFunctionalThatIsNoReference() {
        DeclaredDispersion d4 = declared("d4", null);
        assertThatThrownBy(() -> d4.damping(new Named("PBE")))
                .hasMessageContaining("'dispersion-parameters: PBE'");
    }

    @Test
    void refusesAFunctionalWithoutPublishedParameters() {
        DeclaredDispersion d3 = declared("d3bj", null);
        assertThatThrownBy(() -> d3.damping(Functionals.named("PW91")))
                .hasMessageContaining("no published D3(BJ) parameters of PW91")
                .hasMessageContaining("TPSSh");
    }

    @Test
    void saysThatM06LHasParametersOfZeroDampingAlone() {
        DeclaredDispersion d3 = declared("d3bj", null);
        assertThatThrownBy(() -> d3.damping(Functionals.named("M06-L")))
                .hasMessageContaining("zero damping")
                .hasMessageContaining("'dispersion: d4'");
        assertThat(declared("d4", null).damping(Functionals.named("M06-L"))).isPresent();
    }

    @Test
    void refusesParametersOfAnUnknownFunctional() {
        assertThatThrownBy(() -> declared("d4", "my clone")).hasMessageContaining("my clone");
    }

    @Test
    void refusesParametersWithoutAModel() {
        assertThatThrownBy(() -> declared(null, "PBE")).hasMessageContaining("'dispersion: d3bj'");
    }

    @Test
    void refusesAModelThatItDoesNotKnow() {
        assertThatThrownBy(() -> declared("d2", null))
                .hasMessage("dispersion is d3bj, d4 or none, not d2");
    }

    @Test
    void refusesB97DWhereNothingIsSaidAndSaysWhatToWrite() {
        assertThatThrownBy(
                        () -> DeclaredDispersion.NOTHING.damping(new Named("libxc:GGA_XC_B97_D")))
                .hasMessageContaining("'dispersion: d3bj'")
                .hasMessageContaining("'dispersion: none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "libxc:HYB_GGA_XC_WB97X_D",
                "libxc:HYB_GGA_XC_WB97X_D3",
                "libxc:HYB_MGGA_X_CF22D+MGGA_C_CF22D",
                "libxc:GGA_XC_B97_3C",
                "libxc:GGA_XC_OPBE_D"
            })
    void refusesItsSistersWhereNothingIsSaid(String name) {
        assertThatThrownBy(() -> DeclaredDispersion.NOTHING.damping(new Named(name)))
                .hasMessageContaining("take another functional")
                .hasMessageContaining("'dispersion: none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBE", "libxc:GGA_C_WL", "libxc:MGGA_X_M06_L+MGGA_C_M06_L", "HF"})
    void addsNothingToOthersWhereNothingIsSaid(String name) {
        assertThat(DeclaredDispersion.NOTHING.damping(new Named(name))).isEmpty();
    }

    @Test
    void addsNothingIfThatIsSaid() {
        assertThat(declared("none", null).damping(new Named("libxc:GGA_XC_B97_D"))).isEmpty();
    }

    @Test
    void namesTheEngineThatCalculatesNone() {
        assertThatThrownBy(
                        () ->
                                DeclaredDispersion.refuseIncomplete(
                                        new Named("libxc:GGA_XC_B97_D"), "planewave"))
                .hasMessageContaining("the engine planewave calculates none");
    }
}
