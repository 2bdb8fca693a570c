package xcflow.workflows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.spi.Artefact;

class CellTextTest {
    private static final Artefact FILE =
            new Artefact("0".repeat(64), "clone.xcf", "application/zip", 10);

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void aStepWithoutAMatrixIsItsName() {
        assertThat(CellText.label("sum", Map.of())).isEqualTo("sum");
    }

    @Test
    void simpleValuesAreShownAsTheyAre() {
        assertThat(CellText.label("clone", map("architecture", "constrained", "seed", 1L)))
                .isEqualTo("clone[architecture=constrained, seed=1]");
        assertThat(CellText.label("read", map("file", FILE))).isEqualTo("read[file=clone.xcf]");
    }

    @Test
    void aMapIsShownByItsLabel() {
        Map<String, Object> functional = map("label", "PBE", "source", "PBE");
        assertThat(CellText.label("silicon", map("functional", functional)))
                .isEqualTo("silicon[functional=PBE]");
    }

    @Test
    void aMapWithoutALabelIsShownByItsSimpleEntries() {
        Map<String, Object> start = map("kind", "constrained clone", "seed", 3L, "file", FILE);
        assertThat(CellText.label("tune", map("start", start)))
                .isEqualTo("tune[start=constrained clone/3]");
    }

    @Test
    void aMapOfSimpleValuesIsShownWhole() {
        Map<String, Object> clone = map("architecture", "constrained", "seed", 1L);
        assertThat(CellText.label("validate", map("clone", clone)))
                .isEqualTo("validate[clone=(architecture=constrained, seed=1)]");
        assertThat(CellText.label("test", map("of", map("clone", clone))))
                .isEqualTo("test[of=(clone=(architecture=constrained, seed=1))]");
    }

    @Test
    void whatWouldBreakTheLabelIsLeftOut() {
        assertThat(CellText.value("a [b],\n c")).isEqualTo("a b c");
        assertThat(CellText.value("x".repeat(100))).hasSize(40).endsWith("…");
        assertThat(CellText.value(List.of(1, 2, 3))).isEqualTo("3");
    }
}
