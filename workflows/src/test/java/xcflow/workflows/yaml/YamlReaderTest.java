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

    @Test
    void charactersBeyondTheBasicPlaneStandAnywhere() throws Exception {
        // The parser reads its input in pieces of 1025.
        for (int before = 1000; before < 1050; before++) {
            String text = "a: '" + "x".repeat(before) + "\uD83D\uDE00'\nb: \"1\"\nc: 1\n";
            assertThat(plain(text))
                    .isEqualTo(Map.of("a", "x".repeat(before) + "\uD83D\uDE00", "b", "1", "c", 1L));
        }
    }

    @Test
    void quotesAreSeenBehindCharactersBeyondTheBasicPlane() throws Exception {
        String faces = "\uD83D\uDE00".repeat(7);
        assertThat(plain("[" + faces + ", '1', 2, \"true\", " + faces + ", 'null', null]"))
                .isEqualTo(Arrays.asList(faces, "1", 2L, "true", faces, "null", null));
    }

    @Test
    void mergeKeysTakeOverWhatTheMapLacks() throws Exception {
        assertThat(plain("a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}\nc: {<<: *a, y: 4}\n"))
                .isEqualTo(
                        Map.of(
                                "a", Map.of("x", 1L, "y", 2L),
                                "b", Map.of("x", 1L, "y", 3L),
                                "c", Map.of("x", 1L, "y", 4L)));
        assertThat(plain("- &a {x: 1}\n- &b {x: 2, y: 3}\n- {<<: [*a, *b]}\n- {\"<<\": 1}\n"))
                .isEqualTo(
                        List.of(
                                Map.of("x", 1L),
                                Map.of("x", 2L, "y", 3L),
                                Map.of("x", 1L, "y", 3L),
                                Map.of("<<", 1L)));
    }

    @Test
    void mergeKeysOfAnythingElseAreRefusedAtTheirPlace() {
        assertThatThrownBy(() -> plain("a: {<<: 5}"))
                .hasMessage(
                        "test:1:9: '<<' takes over the keys of a map, or of a list of maps, not of"
                                + " number 5");
        assertThatThrownBy(() -> plain("a: &a {x: 1}\nb: {<<: *a, <<: *a}"))
                .hasMessageStartingWith("test:2:13: a second '<<' in the same map");
    }

    @Test
    void aliasesOnAliasesAreRefusedBeforeTheyAreTooDeep() {
        StringBuilder text = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i < 5000; i++) {
            text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        }
        assertThatThrownBy(() -> plain(text.toString()))
                .hasMessage(
                        "test:101:7: nested too deeply: more than 100 levels, with aliases"
                                + " expanded");
    }

    @Test
    void longTextsAreRefused() {
        assertThatThrownBy(() -> plain("a: '" + "x".repeat(8_000_000) + "'"))
                .hasMessage("test:1:1: the text is too long: it has more than 8000000 characters");
    }

    @Test
    @org.junit.jupiter.api.Timeout(60)
    void aLongScalarIsReadInReasonableTime() throws Exception {
        for (String scalar :
                List.of(
                        "x".repeat(7_000_000),
                        "x ".repeat(3_000_000) + "x",
                        "'" + "''".repeat(3_000_000) + "'",
                        "\"" + "\\u0041".repeat(1_000_000) + "\"",
                        "|\n" + "  x\n".repeat(1_000_000),
                        "x" + "\n  x".repeat(1_000_000))) {
            assertThat(((Map<?, ?>) plain("a: " + scalar + "\n")).get("a"))
                    .isInstanceOf(String.class);
        }
    }
}
