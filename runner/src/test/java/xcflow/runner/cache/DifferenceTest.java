package xcflow.runner.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.spi.Artefact;

class DifferenceTest {
    private static String components(String version, Map<String, Object> inputs) {
        return CacheKey.of("t", version, inputs, Optional.empty()).components();
    }

    @Test
    void namesEachComponent() {
        assertThat(
                        Difference.between(
                                components("1", Map.of("a", 1L, "gone", "x")),
                                components("2", Map.of("a", 2L, "new", true))))
                .extracting(Difference::toString)
                .containsExactlyInAnyOrder(
                        "version was \"1\", is \"2\"",
                        "inputs.a was 1, is 2",
                        "inputs.gone is gone (was \"x\")",
                        "inputs.new is new: true");
    }

    @Test
    void showsFilesByTheirDigest() {
        Artefact one = new Artefact("a".repeat(64), "f", "text/plain", 3);
        Artefact other = new Artefact("b".repeat(64), "f", "text/plain", 3);
        assertThat(
                        Difference.between(
                                components("1", Map.of("f", one)),
                                components("1", Map.of("f", other))))
                .extracting(Difference::toString)
                .containsExactly("inputs.f was artefact aaaaaaaaaaaa, is artefact bbbbbbbbbbbb");
    }

    @Test
    void findsNothingBetweenEqualKeys() {
        String components = components("1", Map.of("a", 1L));
        assertThat(Difference.between(components, components)).isEmpty();
    }

    @Test
    void namesTheElementsOfListsThatAreEquallyLong() {
        assertThat(
                        Difference.between(
                                components(
                                        "1",
                                        Map.of("l", List.of("a", "b", "c"), "m", List.of("a"))),
                                components(
                                        "1",
                                        Map.of(
                                                "l",
                                                List.of("a", "x", "y"),
                                                "m",
                                                List.of("a", "b")))))
                .extracting(Difference::toString)
                .containsExactlyInAnyOrder(
                        "inputs.l[1] was \"b\", is \"x\"",
                        "inputs.l[2] was \"c\", is \"y\"",
                        "inputs.m was [\"a\"], is [\"a\",\"b\"]");
    }

    @Test
    void aListIsNotAMapNorAText() {
        assertThat(
                        Difference.between(
                                components("1", Map.of("v", List.of("a"))),
                                components("1", Map.of("v", Map.of("a", "b")))))
                .extracting(Difference::toString)
                .containsExactly("inputs.v was [\"a\"], is {\"a\":\"b\"}");
        assertThat(
                        Difference.between(
                                components("1", Map.of("v", "a")),
                                components("1", Map.of("v", List.of("a")))))
                .extracting(Difference::toString)
                .containsExactly("inputs.v was \"a\", is [\"a\"]");
    }
}
