package xcflow.workflows.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.workflows.text.InvalidInputException;

class YamlReaderTest {
    private static Object plain(String text) throws Exception {
        return YamlReader.read(text, "test").plain();
    }

    @Test
    void scalarsFollowTheCoreSchema() throws Exception {
        assertThat(
                        plain(
                                "[1, .5, 1., 0o14, 0x1F, 1_000, yes, no, True, ~, null, '1', +1, 1e3, 12:30]"))
                .isEqualTo(
                        Arrays.asList(
                                1L, 0.5, 1.0, 12L, 31L, "1_000", "yes", "no", true, null, null, "1",
                                1L, 1000.0, "12:30"));
    }

    @Test
    void blocksAndQuotesAreText() throws Exception {
        assertThat(plain("a: |\n  1\nb: \"true\"\nc: >-\n  2\n"))
                .isEqualTo(Map.of("a", "1\n", "b", "true", "c", "2"));
    }

    @Test
    void aliasesStandForWhatTheyName() throws Exception {
        assertThat(plain("a: &x [1, 2]\nb: *x\n"))
                .isEqualTo(Map.of("a", List.of(1L, 2L), "b", List.of(1L, 2L)));
    }

    @Test
    void unknownAliasesAndDeepNestingAreRefused() {
        assertThatThrownBy(() -> plain("a: *nowhere")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> plain("[".repeat(200) + "]".repeat(200)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anAliasOfWhatSurroundsItIsRefused() {
        assertThatThrownBy(() -> plain("a: &x [*x]")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void nodesKnowTheirPlaces() throws Exception {
        Node.Mapping root = (Node.Mapping) YamlReader.read("a:\n  - x\n  - {b: ü, c: y}\n", "test");
        Node.Sequence list = (Node.Sequence) root.get("a").orElseThrow();
        Node.Mapping map = (Node.Mapping) list.elements().get(1);
        assertThat(map.get("c").orElseThrow().position()).hasToString("test:3:15");
    }
}
