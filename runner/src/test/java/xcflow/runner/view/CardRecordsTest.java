package xcflow.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardRecordsTest {
    private static final Map<String, Object> TUNING =
            Map.of(
                    "train", List.of("H2", "N2"),
                    "held-out", List.of("CO"),
                    "test", List.of("OH", "HCN"));

    @Test
    void eachErrorOfATuningIsOfTheSystemsThatItWasMeasuredOn() {
        assertThat(CardRecords.systems("train-mae", TUNING)).isEqualTo("H2, N2");
        assertThat(CardRecords.systems("held-out-mae", TUNING)).isEqualTo("CO");
        assertThat(CardRecords.systems("test-mae", TUNING)).isEqualTo("OH, HCN");
    }

    @Test
    void otherMetricsAreOfAllSystems() {
        assertThat(
                        CardRecords.systems(
                                "total-energy-mae", Map.of("molecules", List.of("F2", "CO"))))
                .isEqualTo("F2, CO");
        assertThat(CardRecords.systems("training-energy-mae", TUNING)).isEmpty();
    }
}
