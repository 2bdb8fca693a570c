package xcflow.workflows.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.spi.Selectable;
import xcflow.spi.Setting;
import xcflow.spi.Source;

class DeclaredSettingsTest {
    private final List<String> problems = new ArrayList<>();

    /** Values, as the plug-in gets them. */
    record Values(Map<String, Object> values) implements Setting.Values {}

    private static final class Kiln implements Oven {
        @Override
        public String name() {
            return "kiln";
        }

        @Override
        public String title() {
            return "Clay.";
        }

        @Override
        public Class<Values> settings() {
            return Values.class;
        }

        @Override
        public List<Setting> declaredSettings() {
            return List.of(
                    setting("heat", Setting.Type.NUMBER, Optional.of(900.0)),
                    setting("shelves", Setting.Type.INTEGERS, Optional.empty()),
                    setting("glaze", Setting.Type.FILE, Optional.empty()));
        }

        private static Setting setting(String name, Setting.Type type, Optional<Object> usual) {
            return new Setting(name, type, "…", "", usual, false, List.of(), 0, 2000);
        }
    }

    private Map<String, Object> canonical(Map<String, ?> given) {
        Selectable kiln = new Kiln();
        return new Conform(FileLookup.NONE, (path, message) -> problems.add(message))
                .record(RecordType.of(kiln), given);
    }

    @Test
    void haveDefaultsAndTypesLikeThoseOfARecord() {
        Map<String, Object> canonical = canonical(Map.of("shelves", List.of(2), "glaze", "salt"));
        assertThat(problems).isEmpty();
        assertThat(canonical)
                .isEqualTo(Map.of("heat", 900.0, "shelves", List.of(2L), "glaze", "salt"));
        Values bound = (Values) RecordType.of(new Kiln()).bind(canonical);
        assertThat(bound.values()).containsEntry("glaze", new Source.Name("salt"));
        assertThat(RecordType.of(new Kiln()).values(bound)).isEqualTo(canonical);
    }

    @Test
    void areRefusedLikeThoseOfARecord() {
        canonical(Map.of("heat", 3000, "shelves", List.of("top"), "glase", "salt"));
        assertThat(problems).hasSize(3);
        assertThat(problems).anyMatch(problem -> problem.contains("did you mean 'glaze'"));
        assertThat(problems).anyMatch(problem -> problem.contains("3000 is out of range"));
    }
}
