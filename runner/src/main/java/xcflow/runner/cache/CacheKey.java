package xcflow.runner.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.json.CanonicalJson;
import xcflow.spi.Artefact;
import xcflow.storage.Sha256;

/**
 * What makes two executions the same: if their keys are equal, the result of one serves for the
 * other. This is the only place in which a key is made. It has these components, and no others:
 *
 * <dl>
 *   <dt>{@code task}, {@code version}
 *   <dd>which computation; its author raises the version when the same inputs give other results
 *   <dt>{@code inputs}
 *   <dd>every input in its canonical form, defaults included, so that writing a default out changes
 *       nothing; artefacts by digest alone, so that their names do not matter; in the form that the
 *       task gives them ({@code Task.identity}), which keeps the results of earlier spellings and
 *       adds the version of a foreign program
 *   <dt>{@code code}
 *   <dd>digest of the task's code, only when the user asked for a strict cache
 * </dl>
 *
 * <p>Names of steps, labels of matrices, the order of the file, threads, attempts and times are
 * left out on purpose: they do not change a result.
 *
 * @param digest SHA-256 of the canonical JSON (RFC 8785) of the components
 * @param components JSON object that was hashed
 */
public record CacheKey(String digest, String components) {

    /** Largest whole number that RFC 8785 keeps exactly. */
    private static final long EXACT = 1L << 53;

    /**
     * @param inputs canonical inputs, see {@code xcflow.workflows.schema.Conform}, as the task
     *     identifies them
     * @param code digest of the task's code for a strict cache, otherwise empty
     */
    public static CacheKey of(
            String task, String version, Map<String, Object> inputs, Optional<String> code) {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("task", task);
        components.put("version", version);
        components.put("inputs", component(inputs));
        code.ifPresent(digest -> components.put("code", digest));
        String canonical = CanonicalJson.of(components);
        return new CacheKey(Sha256.of(canonical), canonical);
    }

    /**
     * A value as the key sees it. Numbers that JSON's only kind of number would confuse or round (1
     * and 1.0, whole numbers beyond 2^53, NaN) become objects whose name begins with a dollar sign;
     * names of the user's that begin so get a second one.
     */
    private static Object component(Object value) {
        if (value instanceof Artefact artefact) {
            return Map.of("$artefact", artefact.digest());
        } else if (value instanceof Long number && Math.abs(number) >= EXACT) {
            return Map.of("$integer", number.toString());
        } else if (value instanceof Double number && number == Math.rint(number)
                || value instanceof Double other && !Double.isFinite(other)) {
            return Map.of("$real", value.toString());
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(component(element)));
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach(
                    (name, inner) -> {
                        String text = (String) name;
                        members.put(text.startsWith("$") ? "$" + text : text, component(inner));
                    });
            return members;
        }
        return value;
    }
}
