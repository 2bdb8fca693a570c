package xcflow.provenance.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xcflow.provenance.CanonicalJson;
import xcflow.provenance.event.Event;

/** What the log says the records are: the facts of its entries, later ones over earlier ones. */
final class Sealed {
    private final Map<String, List<String>> facts = new HashMap<>();
    private final Map<Long, InstanceFacts> runs = new TreeMap<>();
    private final Set<String> collected = new HashSet<>();

    /** Takes an entry in; entries come in their order. */
    void add(Event event) {
        JsonNode payload = CanonicalJson.parse(event.payload());
        if (event.type().equals("artefacts-collected")) {
            payload.get("digests").forEach(digest -> collected.add(digest.asString()));
            return;
        }
        if (event.subject().startsWith("run/")) {
            instances(Long.parseLong(event.subject().substring(4))).add(event.type(), payload);
        }
        if (event.type().equals("execution-succeeded")) {
            // What was collected and then computed again is expected to be there again.
            payload.get("output-artefacts")
                    .forEach(artefact -> collected.remove(artefact.get(0).asString()));
        }
        if (event.type().startsWith("execution-")
                && payload.has("run")
                && !payload.get("run").isNull()) {
            instances(payload.get("run").asLong()).executed(payload, number(event.subject()));
        }
        if (event.type().startsWith("instances-")) {
            return;
        }
        facts.computeIfAbsent(event.subject(), subject -> new ArrayList<>(2)).add(event.payload());
    }

    private InstanceFacts instances(long run) {
        return runs.computeIfAbsent(run, id -> new InstanceFacts());
    }

    private static long number(String subject) {
        return Long.parseLong(subject.substring(subject.indexOf('/') + 1));
    }

    /**
     * Facts of a subject such as {@code execution/17}, and forgets them; null if there are none.
     */
    JsonNode take(String subject) {
        List<String> payloads = facts.remove(subject);
        if (payloads == null) {
            return null;
        }
        ObjectNode merged = (ObjectNode) CanonicalJson.parse(payloads.get(0));
        for (String payload : payloads.subList(1, payloads.size())) {
            merged.setAll((ObjectNode) CanonicalJson.parse(payload));
        }
        return merged;
    }

    /** Subjects whose facts nobody took: their records are missing. */
    List<String> left() {
        return facts.keySet().stream().sorted().toList();
    }

    /** What the log says of the instances of each run. */
    Map<Long, InstanceFacts> runs() {
        return runs;
    }

    /** Digests of files that garbage collection has deleted, and nobody has made again. */
    Set<String> collected() {
        return Set.copyOf(collected);
    }
}
