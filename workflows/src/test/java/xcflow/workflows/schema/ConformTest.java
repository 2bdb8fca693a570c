package xcflow.workflows.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.workflows.SampleTasks;
import xcflow.workflows.SampleTasks.EverythingInputs;
import xcflow.workflows.yaml.YamlReader;

class ConformTest {
    private static final Artefact FILE = new Artefact("a".repeat(64), "f", "text/plain", 1);
    private static final RecordType EVERYTHING = RecordType.of(EverythingInputs.class);

    private final List<String> problems = new ArrayList<>();

    private Map<String, Object> conform(String yaml) throws Exception {
        Map<String, Object> given = new LinkedHashMap<>();
        if (YamlReader.read(yaml, "test").plain() instanceof Map<?, ?> map) {
            map.forEach((k, v) -> given.put((String) k, v));
        }
        return new Conform(path -> FILE, (path, message) -> problems.add(path + "|" + message))
                .record(EVERYTHING, given);
    }

    @Test
    void defaultsAreFilledIn() throws Exception {
        Map<String, Object> canonical = conform("{}");
        assertThat(problems).isEmpty();
        assertThat(canonical)
                .containsEntry("large", 12345678901L)
                .containsEntry("real", 0.5)
                .containsEntry("time", "PT2H")
                .containsEntry("some", List.of(1.0, 2.0))
                .doesNotContainKeys("map", "nested", "file", "anything");
    }

    @Test
    void twoSpellingsOfTheSameInputsAreOne() throws Exception {
        assertThat(conform("{time: 90m, real: 2, small: 3.0, text: b}"))
                .isEqualTo(conform("{text: b, small: 3, real: 2.0, time: PT1H30M, some: [1, 2]}"));
    }

    @Test
    void everyTypeIsBound() throws Exception {
        Map<String, Object> canonical =
                conform(
                        """
                        flag: true
                        small: -2
                        choice: unconstrained
                        time: 1h30m
                        map: {b: 2, a: 1}
                        nested: {name: water}
                        molecules: [{name: x, charge: -1}]
                        file: data.csv
                        source: {file: f.zip}
                        anything: [1, {a: null}]
                        """);
        assertThat(problems).isEmpty();
        EverythingInputs bound = (EverythingInputs) EVERYTHING.bind(canonical);
        assertThat(bound.choice()).isEqualTo(SampleTasks.Architecture.UNCONSTRAINED);
        assertThat(bound.time()).isEqualTo(Duration.ofMinutes(90));
        assertThat(bound.map().orElseThrow())
                .containsExactly(Map.entry("b", 2L), Map.entry("a", 1L));
        assertThat(bound.nested()).hasValue(new SampleTasks.Molecule("water", 0));
        assertThat(bound.molecules().orElseThrow().get(0).charge()).isEqualTo(-1);
        assertThat(bound.file()).hasValue(FILE);
        assertThat(bound.source()).hasValue(FILE);
        assertThat(bound.anything().orElseThrow()).isInstanceOf(List.class);
    }

    @Test
    void aNameIsNotAFile() throws Exception {
        EverythingInputs bound = (EverythingInputs) EVERYTHING.bind(conform("source: PBE"));
        assertThat(bound.source()).hasValue(new Source.Name("PBE"));
    }

    /** An input that had to be a file once is the same input now that it may also be a name. */
    @Test
    void aFunctionalsFileIsTheSameInputInEverySpelling() throws Exception {
        record Once(Artefact functional) {}
        record Now(@Describe(value = "", functional = true) Source functional) {}
        for (Object spelling : List.of("clones/x.xcf", Map.of("file", "clones/x.xcf"), FILE)) {
            Map<String, Object> given = Map.of("functional", spelling);
            var conform =
                    new Conform(path -> FILE, (path, message) -> problems.add(path + message));
            assertThat(conform.record(RecordType.of(Now.class), given))
                    .isEqualTo(conform.record(RecordType.of(Once.class), given))
                    .isEqualTo(Map.of("functional", FILE));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void recordsComeBackAsTheValuesTheyWereMadeOf() throws Exception {
        Map<String, Object> canonical = conform("{nested: {name: water}, map: {a: 1}}");
        Map<String, Object> back = EVERYTHING.values(EVERYTHING.bind(canonical));
        back.values().removeIf(value -> value == null);
        assertThat(back).isEqualTo(canonical);
    }

    @Test
    void everythingThatDoesNotFitIsReported() throws Exception {
        conform("{flag: 1, small: 9, text: 1, molecules: [{name: 3}], wrong: 1, file: 5}");
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "wrong|unknown input 'wrong'",
                        "flag|flag: expected true or false but found number 1",
                        "small|small: 9 is out of range: it must be from -3 to 3",
                        "text|text: expected one of a, b but found number 1: put it in quotes",
                        "molecules[0].name|molecules[0].name: expected text but found number 3: put"
                                + " it in quotes",
                        "file|file: expected file but found number 5");
    }

    @Test
    void aTypeThatTheLanguageLacksIsRefused() {
        record Odd(Optional<Thread> thread) {}
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> RecordType.of(Odd.class))
                .hasMessageContaining("Odd.thread has the type java.lang.Thread");
    }

    @Test
    void namesAreInKebabCase() {
        record Names(
                @xcflow.spi.Describe("") long gridLevel, double maxL2Norm, String xcFunctional) {}
        assertThat(RecordType.of(Names.class).names())
                .containsExactly("grid-level", "max-l2-norm", "xc-functional");
    }
}
