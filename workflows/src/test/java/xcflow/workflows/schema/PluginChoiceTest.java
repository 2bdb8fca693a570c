package xcflow.workflows.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginChoiceTest {
    private static final RecordType TYPE = RecordType.of(Oven.Bake.Inputs.class);

    private final List<String> problems = new ArrayList<>();

    private Map<String, Object> conform(Map<String, ?> given) {
        return new Conform(FileLookup.NONE, (path, message) -> problems.add(message))
                .record(TYPE, given);
    }

    private static Oven.Bake.Inputs bound(Map<String, Object> canonical) {
        return (Oven.Bake.Inputs) TYPE.bind(canonical);
    }

    @Test
    void isOneFieldForTheNameAndOneForTheSettingsOfEach() {
        assertThat(TYPE.names()).containsExactly("loaves", "oven", "gas", "wood");
        assertThat(TYPE.field("oven").orElseThrow().type().label()).isEqualTo("one of gas, wood");
        assertThat(TYPE.field("oven").orElseThrow().defaultValue()).contains("gas");
        assertThat(TYPE.field("oven").orElseThrow().description()).contains("`wood`: Logs.");
        assertThat(TYPE.field("gas").orElseThrow().description()).contains("tin=square");
    }

    @Test
    void whatIsSaidAndWhatIsLeftOutHaveOneCanonicalForm() {
        Map<String, Object> short1 = conform(Map.of("loaves", List.of("rye")));
        Map<String, Object> long1 =
                conform(
                        Map.of(
                                "loaves",
                                List.of("rye"),
                                "oven",
                                "gas",
                                "gas",
                                Map.of("tin", "square", "flame", 3L)));
        assertThat(problems).isEmpty();
        assertThat(short1).isEqualTo(long1);
        assertThat(short1.get("gas")).isEqualTo(Map.of("flame", 3L, "tin", "square"));
    }

    @Test
    void whatTheTaskPresetsGivesWayToWhatAStepSays() {
        Oven.Bake.Inputs inputs =
                bound(
                        conform(
                                Map.of(
                                        "loaves",
                                        List.of(),
                                        "gas",
                                        Map.of("flame", 5L, "shelf", Map.of()))));
        assertThat(inputs.oven().plugin()).isInstanceOf(Oven.Gas.class);
        assertThat(inputs.oven().settings())
                .isEqualTo(new Oven.Gas.Settings(5, "square", Optional.of(new Oven.Gas.Shelf(20))));
        Oven.Bake.Inputs other =
                bound(conform(Map.of("loaves", List.of(), "gas", Map.of("tin", "oval"))));
        assertThat(other.oven().settings())
                .isEqualTo(new Oven.Gas.Settings(3, "oval", Optional.empty()));
    }

    @Test
    void theSettingsOfTheSelectedOneAreChecked() {
        conform(Map.of("loaves", List.of(), "oven", "wood"));
        assertThat(problems).anyMatch(p -> p.contains("missing input 'wood'"));
        problems.clear();
        conform(Map.of("loaves", List.of(), "oven", "wod"));
        assertThat(problems).anyMatch(p -> p.contains("'wod' is not one of gas, wood"));
        problems.clear();
        conform(Map.of("loaves", List.of(), "gas", Map.of("flame", 10L, "tins", 1L)));
        assertThat(problems)
                .anyMatch(p -> p.contains("10 is out of range"))
                .anyMatch(p -> p.contains("unknown input 'tins'"));
    }

    @Test
    void aSelectionThatIsNotKnownYetIsLeftOpen() {
        Map<String, Object> canonical = conform(Map.of("loaves", List.of(), "oven", Pending.VALUE));
        assertThat(problems).isEmpty();
        assertThat(canonical).doesNotContainKeys("gas", "wood");
    }

    @Test
    void recordedInputsOfAnEarlierReleaseAreStillBound() {
        var inputs =
                (Oven.Bake.Inputs)
                        TYPE.bindRecorded(
                                Map.of("loaves", List.of("rye"), "flame", 7L, "height", 30.0));
        assertThat(inputs.oven().settings())
                .isEqualTo(new Oven.Gas.Settings(7, "square", Optional.of(new Oven.Gas.Shelf(30))));
        assertThatThrownBy(() -> TYPE.bindRecorded(Map.of("loaves", List.of(), "flame", 70L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70 is out of range");
    }
}
