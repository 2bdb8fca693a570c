package xcflow.provenance.audit;

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
    private final Map<String, String> facts = new HashMap<>();
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
        facts.merge(event.subject(), event.payload(), Sealed::merge);
    }

    private InstanceFacts instances(long run) {
        return runs.computeIfAbsent(run, id -> new InstanceFacts());
    }

    private static long number(String subject) {
        return Long.parseLong(subject.substring(subject.indexOf('/') + 1));
    }

    private static String merge(String before, String after) {
        ObjectNode merged = (ObjectNode) CanonicalJson.parse(before);
        CanonicalJson.parse(after)
                .properties()
                .forEach(property -> merged.set(property.getKey(), property.getValue()));
        return merged.toString();
    }

    /**
     * Facts of a subject such as {@code execution/17}, and forgets them; null if there are none.
     */
    JsonNode take(String subject) {
        String text = facts.remove(subject);
        return text == null ? null : CanonicalJson.parse(text);
    }

    /** Subjects whose facts nobody took: their records are missing. */
    List<String> left() {
        return facts.keySet().stream().sorted().toList();
    }

    /** What the log says of the instances of each run. */
    Map<Long, InstanceFacts> runs() {
        return runs;
    }

    /** Whether the file of an artefact was deleted by garbage collection. */
    boolean collected(String digest) {
        return collected.contains(digest);
    }
}
