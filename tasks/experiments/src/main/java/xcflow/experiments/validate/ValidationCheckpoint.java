package xcflow.experiments.validate;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import xcflow.spi.TaskContext;

/** Molecules that a validation has finished. */
final class ValidationCheckpoint {
    private final Map<String, ReferenceComparison.Result> results;

    private ValidationCheckpoint(Map<String, ReferenceComparison.Result> results) {
        this.results = results;
    }

    static ValidationCheckpoint load(TaskContext context) throws IOException {
        Optional<InputStream> stored = context.loadCheckpoint();
        if (stored.isEmpty()) {
            return new ValidationCheckpoint(new LinkedHashMap<>());
        }
        try (InputStream in = stored.get()) {
            return new ValidationCheckpoint(
                    JsonMapper.shared()
                            .readValue(
                                    in,
                                    new TypeReference<
                                            LinkedHashMap<
                                                    String, ReferenceComparison.Result>>() {}));
        }
    }

    void save(TaskContext context) throws IOException {
        context.saveCheckpoint(out -> out.write(JsonMapper.shared().writeValueAsBytes(results)));
    }

    boolean contains(String name) {
        return results.containsKey(name);
    }

    ReferenceComparison.Result get(String name) {
        return results.get(name);
    }

    void add(String name, ReferenceComparison.Result result) {
        results.put(name, result);
    }

    int size() {
        return results.size();
    }
}
