package xcflow.provenance.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sha256;

/**
 * Whether a cache key says what the execution itself says: the key is the digest of its components,
 * and these are the task, its version and the inputs. So nobody can put the result of one
 * computation under the key of another without the inputs showing it.
 */
final class KeyComponents {
    private static final long EXACT = 1L << 53;

    private KeyComponents() {}

    /**
     * @param keyInputs the inputs as a task's key sees them, of the task's name and the recorded
     *     inputs as JSON
     */
    static void check(RecordFields execution, BinaryOperator<String> keyInputs) {
        String key = execution.digest("cache-key");
        String text = execution.text("key-components");
        JsonNode components = execution.object("key-components");
        if (!Sha256.of(CanonicalJson.ofText(text)).equals(key)) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s of the archive was altered: its cache key is not that of its components",
                            execution.name()));
        }
        same(execution, components, "task", execution.text("task", 200));
        same(execution, components, "version", execution.text("task-version", 100));
        same(execution, components, "code", execution.text("code-digest", 64));
        JsonNode inputs = components.get("inputs");
        if (inputs != null) {
            String said = CanonicalJson.ofText(inputs.toString());
            JsonNode recorded = execution.object("inputs");
            if (!said.equals(CanonicalJson.of(component(recorded)))
                    && !said.equals(seenByKey(execution, recorded, keyInputs))) {
                throw new DamagedArchiveException(
                        String.format(
                                Locale.ROOT,
                                "%s of the archive was altered: its inputs are not those of its cache key",
                                execution.name()));
            }
        }
    }

    private static String seenByKey(
            RecordFields execution, JsonNode recorded, BinaryOperator<String> keyInputs) {
        try {
            String inputs = keyInputs.apply(execution.text("task", 200), recorded.toString());
            return CanonicalJson.of(component(JsonMapper.shared().readTree(inputs)));
        } catch (IllegalArgumentException | ClassCastException e) {
            return "no inputs of this task: " + e.getMessage();
        }
    }

    private static void same(
            RecordFields execution, JsonNode components, String name, String value) {
        JsonNode component = components.get(name);
        if (component != null && !component.asString("").equals(value)) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s of the archive was altered: its cache key is of %s '%s', not '%s'",
                            execution.name(),
                            name,
                            component.asString(""),
                            value));
        }
    }

    /** A recorded input as the key sees it. */
    private static Object component(JsonNode value) {
        if (value.isObject()) {
            if (value.path("$artefact").isObject()) {
                return Map.of("$artefact", value.get("$artefact").path("digest").asString(""));
            }
            if (value.path("$number").isString()) {
                return Map.of("$real", value.get("$number").asString());
            }
            Map<String, Object> members = new LinkedHashMap<>();
            value.properties()
                    .forEach(each -> members.put(each.getKey(), component(each.getValue())));
            return members;
        } else if (value.isArray()) {
            List<Object> elements = new ArrayList<>();
            value.forEach(element -> elements.add(component(element)));
            return elements;
        } else if (value.isIntegralNumber()) {
            long number = value.asLong();
            return value.canConvertToLong() && Math.abs(number) < EXACT
                    ? (Object) number
                    : Map.of("$integer", value.asString());
        } else if (value.isNumber()) {
            double number = value.asDouble();
            return number == Math.rint(number)
                    ? Map.of("$real", Double.toString(number))
                    : (Object) number;
        } else if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isNull() ? null : value.asString();
    }
}
