package xcflow.experiments.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import xcflow.functional.neural.Constraints;

class ConstraintsInputTest {
    private static final Optional<Boolean> DEFAULT = Optional.empty();
    private static final Optional<Boolean> ON = Optional.of(true);
    private static final Optional<Boolean> OFF = Optional.of(false);

    /** Switches of the gradient coefficients and of the limits that they need. */
    private static ConstraintsInput input(
            Optional<Boolean> exchangeGas,
            Optional<Boolean> exchangeGradient,
            Optional<Boolean> correlationGas,
            Optional<Boolean> correlationGradient) {
        return new ConstraintsInput(
                exchangeGas,
                DEFAULT,
                DEFAULT,
                exchangeGradient,
                correlationGas,
                DEFAULT,
                DEFAULT,
                correlationGradient,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void whatIsLeftOutIsThatOfTheReference() {
        var reference = Constraints.ALL;
        assertThat(input(DEFAULT, DEFAULT, DEFAULT, DEFAULT).or(reference)).isEqualTo(reference);
        assertThat(input(DEFAULT, DEFAULT, DEFAULT, DEFAULT).or(Constraints.NONE))
                .isEqualTo(Constraints.NONE);
    }

    @Test
    void gradientCoefficientsCanBeSwitchedOff() {
        assertThat(input(DEFAULT, OFF, DEFAULT, OFF).or(Constraints.ALL))
                .isEqualTo(Constraints.ALL.withoutGradients());
    }

    @Test
    void theyGoWithTheLimitThatTheyNeedUnlessTheyAreAskedFor() {
        var mixed = input(OFF, DEFAULT, OFF, DEFAULT).or(Constraints.ALL);
        assertThat(mixed.exchangeGradient()).isEmpty();
        assertThat(mixed.correlationGradient()).isEmpty();
        assertThatThrownBy(() -> input(OFF, ON, DEFAULT, DEFAULT).or(Constraints.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("switch exchange-gradient off");
    }

    @Test
    void aReferenceWithoutThemGetsThoseOfPbe() {
        var forced = input(ON, ON, ON, ON).or(Constraints.NONE);
        assertThat(forced.exchangeGradient()).hasValue(Constraints.PBE_MU);
        assertThat(forced.correlationGradient().orElseThrow())
                .isCloseTo(Constraints.PBE_BETA, within(1e-16));
    }

    @Test
    void aForcedLinearResponseCancelsTheExchangeOfTheReference() {
        var pbesol =
                new Constraints(
                        true,
                        true,
                        true,
                        OptionalDouble.of(10.0 / 81),
                        true,
                        true,
                        true,
                        OptionalDouble.empty());
        var forced = input(DEFAULT, DEFAULT, DEFAULT, ON).or(pbesol);
        assertThat(forced.exchangeGradient()).hasValue(10.0 / 81);
        assertThat(Constraints.exchangeCancelling(forced.correlationGradient().orElseThrow()))
                .isCloseTo(10.0 / 81, within(1e-15));
    }

    @Test
    void thatOfAMetaGgaIsLeftToTheNetworkUnlessItIsAskedFor() {
        var reference = Constraints.ALL_KINETIC;
        assertThat(input(DEFAULT, DEFAULT, DEFAULT, DEFAULT).or(reference).exchangeGradient())
                .isEmpty();
        assertThat(input(DEFAULT, ON, DEFAULT, DEFAULT).or(reference).exchangeGradient())
                .hasValue(10.0 / 81);
    }
}
