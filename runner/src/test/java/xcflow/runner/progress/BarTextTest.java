package xcflow.runner.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BarTextTest {
    private static String line(String message, int width) {
        return BarText.line(
                "clone-pbe",
                3,
                12,
                0.25,
                Duration.ofSeconds(75),
                Optional.of(Duration.ofMinutes(4)),
                message,
                width);
    }

    @Test
    void countsAndNamedTimesFitIntoEightyColumns() {
        assertThat(line("", 79))
                .isEqualTo("clone-pbe 3/12 [###...........] elapsed 1 min 15 s, left about 4 min");
    }

    @Test
    void theMessageIsShortenedToTheRoomThatIsLeft() {
        String line = line("clone[architecture=constrained, seed=1]: epoch 12", 100);
        assertThat(line).hasSize(100).contains("left about 4 min  clone[arch").endsWith("…");
    }

    @Test
    void aNarrowTerminalLosesTheBarAndThenTheEndOfTheTimes() {
        assertThat(line("x", 55)).isEqualTo("clone-pbe 3/12 elapsed 1 min 15 s, left about 4 min");
        assertThat(line("x", 30)).isEqualTo("clone-pbe 3/12 elapsed 1 min …");
    }

    @Test
    void nothingIsSaidOfTheTimeLeftWhenNothingIsKnown() {
        assertThat(BarText.line("w", 0, 1, Double.NaN, Duration.ZERO, Optional.empty(), "", 79))
                .isEqualTo("w 0/1 [..............] elapsed 0 s");
    }
}
