package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;

/**
 * What a network of density and gradient cannot be trained to is refused, not trained to wrongly.
 */
class RepresentableTest {
    @Test
    void exactExchangeAndTheKineticEnergyDensityAreObstacles() {
        assertThat(NeuralFunctional.obstacle(Functionals.named("PBE"))).isEmpty();
        assertThat(NeuralFunctional.obstacle(Functionals.named("SPW92"))).isEmpty();
        assertThat(NeuralFunctional.obstacle(Functionals.named("PBE0")))
                .hasValueSatisfying(why -> assertThat(why).contains("exact exchange"));
        assertThat(NeuralFunctional.obstacle(Functionals.named("HF"))).isPresent();
        assertThat(NeuralFunctional.obstacle(Functionals.named("r2SCAN")))
                .hasValueSatisfying(why -> assertThat(why).contains("kinetic energy density"));
    }
}
