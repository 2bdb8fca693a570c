package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;

class SpinGradientDependenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"BLYP", "TPSS", "revTPSS", "TPSSh", "M06-L"})
    void correlationThatTellsTheGradientsOfBothSpinsApartIsFound(String name) {
        assertThat(SpinGradientDependence.of((Separable) Functionals.named(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBE", "PBEsol", "SPW92", "SCAN", "r2SCAN", "rSCAN", "r2SCAN0"})
    void correlationOfTheTotalGradientIsNot(String name) {
        assertThat(SpinGradientDependence.of((Separable) Functionals.named(name))).isFalse();
    }
}
