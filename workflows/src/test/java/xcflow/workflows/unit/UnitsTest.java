package xcflow.workflows.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "5s, PT5S", "2h, PT2H", "1h30m, PT1H30M", "1h 30 min, PT1H30M", "500ms, PT0.5S",
        "0.5s, PT0.5S", "2d, PT48H", "PT2H, PT2H", "P1D, PT24H", "0s, PT0S"
    })
    void durations(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "-5s",
                "5 parsecs",
                "PT",
                "-PT5S",
                "1h30",
                "99999999999999999999d"
            })
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("is not a duration");
    }

    @ParameterizedTest
    @CsvSource({"512MB, 512000000", "4GiB, 4294967296", "1.5 kB, 1500", "10b, 10", "1KiB, 1024"})
    void sizes(String text, long expected) {
        assertThat(Sizes.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4G", "", "-1MB", "many", "1e3MB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Sizes.parse(text)).hasMessageContaining("amount of memory");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1023, 1024, 1L << 30, 3L << 40})
    void formattedSizesReadBack(long bytes) {
        assertThat(Sizes.parse(Sizes.format(bytes))).isEqualTo(bytes);
    }
}
