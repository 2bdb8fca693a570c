package xcflow.planewave.term;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;

/** A functional that needs what is not computed here is refused, never evaluated without it. */
class ExchangeCorrelationTest {
    @Test
    void exactExchangeIsRefused() {
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> new ExchangeCorrelation(Functionals.named("PBE0"), workers))
                    .hasMessageContaining("PBE0 needs exact exchange");
        }
    }
}
