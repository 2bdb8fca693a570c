package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;

/**
 * What makes a recorded result worth less than it seems.
 *
 * @param code kind of the warning in kebab case
 * @param text what is doubtful, for people
 */
public record Warning(String code, String text) {
    public Warning {
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
    }

    /** Canonical JSON of a list of warnings; empty for an empty list. */
    public static Optional<String> json(List<Warning> warnings) {
        return warnings.isEmpty()
                ? Optional.empty()
                : Optional.of(CanonicalJson.of(facts(warnings)));
    }

    /** The warnings as JSON objects. */
    public static List<Map<String, String>> facts(List<Warning> warnings) {
        return warnings.stream()
                .map(warning -> Map.of("code", warning.code(), "text", warning.text()))
                .toList();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @param json null for an empty list
     */
    public static List<Warning> read(String json) {
        return json == null ? List.of() : read(CanonicalJson.parse(json));
    }

    /** Reads a JSON list of warnings; whatever is no list is empty. */
    public static List<Warning> read(JsonNode list) {
        List<Warning> warnings = new ArrayList<>();
        list.forEach(
                entry ->
                        warnings.add(
                                new Warning(
                                        entry.path("code").asString(""),
                                        entry.path("text").asString(""))));
        return List.copyOf(warnings);
    }

    /** For people, on one line. */
    @Override
    public String toString() {
        return code + ": " + text;
    }
}
