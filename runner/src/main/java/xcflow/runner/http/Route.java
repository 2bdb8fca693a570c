package xcflow.runner.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered at an address.
 *
 * @param template such as {@code /runs/{run}}; a last part {@code {name...}} stands for all the
 *     rest
 * @param need what the caller must be allowed to do
 */
public record Route(
        String method, String template, Need need, List<String> parts, Handler handler) {

    /** What the caller must be allowed to do. */
    public enum Need {
        NOTHING,
        READ,
        ACT
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Handler {
        Reply answer(Call call) throws Exception;
    }

    public Route(String method, String template, Need need, Handler handler) {
        this(method, template, need, List.of(template.substring(1).split("/", -1)), handler);
    }

    /** The named parts of a path; empty if the route does not lead there. */
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.endsWith("...}") && i < path.size()) {
                variables.put(
                        part.substring(1, part.length() - 4),
                        String.join("/", path.subList(i, path.size())));
                return Optional.of(variables);
            } else if (i >= path.size()) {
                return Optional.empty();
            } else if (part.startsWith("{")) {
                if (path.get(i).isEmpty()) {
                    return Optional.empty();
                }
                variables.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return path.size() == parts.size() ? Optional.of(variables) : Optional.empty();
    }
}
