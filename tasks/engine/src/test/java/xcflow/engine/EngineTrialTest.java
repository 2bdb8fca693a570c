package xcflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.spi.TaskFailure;

class EngineTrialTest {
    @Test
    void aStartThatSavesIterationsIsOneAlsoWithoutWaveFunctions() throws Exception {
        assertThat(EngineTrial.start(18, 12, -4.7e-10))
                .isEqualTo(
                        "12 iterations instead of 18, -4.7e-10 Ha apart; its wave functions begin anew");
        assertThat(EngineTrial.start(9, 2, 1e-9))
                .isEqualTo("2 iterations instead of 9, 1.0e-09 Ha apart");
    }

    @Test
    void anEngineWithoutStartsBeginsAnewToTheLastBit() throws Exception {
        assertThat(EngineTrial.start(9, 9, 0)).isEqualTo("it has none, and begins anew");
    }

    @ParameterizedTest
    @CsvSource({"18, 18, 1e-9", "18, 25, 0", "18, 3, 2e-5", "18, 3, NaN"})
    void aStartThatSavesNothingOrLeadsElsewhereIsNone(
            int iterations, int again, double difference) {
        assertThatThrownBy(() -> EngineTrial.start(iterations, again, difference))
                .isInstanceOf(TaskFailure.class);
    }
}
