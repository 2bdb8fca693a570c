package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;

/**
 * What a network of density, gradient and kinetic energy density cannot be trained to is refused,
 * not trained to wrongly.
 */
class RepresentableTest {
    @Test
    void hybridsCanBeImitatedBecauseTheirExactExchangeStaysExact() {
        for (String name : new String[] {"PBE", "SPW92", "r2SCAN", "PBE0", "TPSSh"}) {
            assertThat(NeuralFunctional.obstacle(Functionals.named(name))).as(name).isEmpty();
        }
    }

    @Test
    void exactExchangeAloneIsAnObstacle() {
        assertThat(NeuralFunctional.obstacle(Functionals.named("HF")))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("all of its exchange is exact"));
    }
}
