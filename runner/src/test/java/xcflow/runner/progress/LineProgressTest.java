package xcflow.runner.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineProgressTest {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final LineProgress progress =
            new LineProgress(new PrintStream(text, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^[0-9:]+Z +", ""))
                .toList();
    }

    @Test
    void tellsFewCachedStepsByName() {
        progress.planned(4);
        progress.cached(List.of("a[1]", "a[2]", "b"));
        assertThat(lines())
                .containsExactly("[3/4]       cached   a (2 instances)", "[3/4]       cached   b");
    }

    @Test
    void tellsManyCachedStepsInOneLine() {
        List<String> labels = new ArrayList<>(List.of("a[1]", "a[2]"));
        for (int i = 0; i < 20; i++) {
            labels.add("s" + i);
        }
        progress.cached(labels);
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).endsWith("cached   21 steps (22 instances)");
    }
}
