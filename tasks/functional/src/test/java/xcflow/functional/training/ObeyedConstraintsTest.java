package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

class ObeyedConstraintsTest {
    private static Constraints of(String name) {
        return ObeyedConstraints.of((Separable) Functionals.named(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBE", "revPBE", "RPBE"})
    void pbesKinHaveItsGradientCoefficients(String name) {
        var obeyed = of(name);
        assertThat(obeyed.exchangeGradient().orElseThrow())
                .isCloseTo(Constraints.PBE_MU, within(1e-10));
        assertThat(obeyed.correlationGradient().orElseThrow())
                .isCloseTo(Constraints.PBE_BETA, within(1e-11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TPSS", "revTPSS", "M06-L", "SCAN"})
    void oneElectronDoesNotCorrelateInMetaGgasThoughTheLimitOfNoGradientIsNone(String name) {
        var obeyed = ObeyedConstraints.of((Separable) Functionals.named(name));
        assertThat(obeyed.kinetic().orElseThrow().oneElectron()).isTrue();
    }

    @Test
    void pbesolHasTheGradientExpansionOfExchangeButNotTheLinearResponse() {
        var obeyed = of("PBEsol");
        assertThat(obeyed.exchangeGradient().orElseThrow()).isCloseTo(10.0 / 81, within(1e-10));
        assertThat(obeyed.correlationGradient()).isEmpty();
        assertThat(GradientExpansion.beta(((Separable) Functionals.named("PBEsol")).correlation()))
                .hasValueCloseTo(0.046, within(1e-11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLYP", "BP86", "SPW92", "PW91"})
    void othersAreNotForcedToHaveThem(String name) {
        assertThat(of(name).exchangeGradient()).isEmpty();
        assertThat(of(name).correlationGradient()).isEmpty();
    }

    @Test
    void anExpansionThatHoldsForTheLeastGradientsOnlyHasNoCoefficient() {
        // PW91's exp(−100 s²) turns 10/81 into another coefficient from s = 0.1.
        assertThat(GradientExpansion.mu(((Separable) Functionals.named("PW91")).exchange()))
                .isEmpty();
    }

    @Test
    void theCoefficientsOfAConstrainedFunctionalAreFoundInIt() {
        var shape = new Shape(9, 2, Activation.TANH);
        var functional =
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "t", "", Constraints.ALL, shape, shape, 4));
        var obeyed = ObeyedConstraints.of(functional);
        assertThat(obeyed.exchangeGradient().orElseThrow())
                .isCloseTo(Constraints.PBE_MU, within(1e-10));
        assertThat(obeyed.correlationGradient().orElseThrow())
                .isCloseTo(Constraints.PBE_BETA, within(1e-10));
    }
}
