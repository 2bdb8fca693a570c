package xcflow.provenance.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xcflow.provenance.event.Event;
import xcflow.provenance.json.CanonicalJson;

/** What the log says the records are: the facts of its entries, later ones over earlier ones. */
final class Sealed {
    private final Map<String, List<String>> facts = new HashMap<>();
    private final Map<Long, InstanceFacts> runs = new TreeMap<>();
    private final Set<String> excused = new HashSet<>();
    private final List<Damage> damaged = new ArrayList<>();

    /**
     * An artefact that was found altered.
     *
     * @param executions that had answered lookups and were made of it, or of what was made of it
     */
    record Damage(String digest, List<Long> executions) {}

    /** Takes an entry in; entries come in their order. */
    void add(Event event) {
        if (event.type().startsWith("execution-")) {
            execution(event);
        } else if (event.type().startsWith("artefacts-")) {
            files(event);
            return;
        } else if (event.type().equals("artefact-damaged")) {
            List<Long> executions = new ArrayList<>();
            CanonicalJson.parse(event.payload())
                    .get("executions")
                    .forEach(execution -> executions.add(execution.asLong()));
            damaged.add(new Damage(event.subject().substring("artefact/".length()), executions));
            return;
        } else if (event.subject().startsWith("run/")) {
            instances(Long.parseLong(event.subject().substring(4)))
                    .add(event.type(), CanonicalJson.parse(event.payload()));
        } else {
            CanonicalJson.members(event.payload(), (name, value) -> {});
        }
        if (event.type().startsWith("instances-")) {
            return;
        }
        facts.computeIfAbsent(event.subject(), subject -> new ArrayList<>(2)).add(event.payload());
    }

    private void files(Event event) {
        List<String> digests = new ArrayList<>();
        CanonicalJson.parse(event.payload())
                .get("digests")
                .forEach(digest -> digests.add(digest.asString()));
        switch (event.type()) {
            case "artefacts-collected", "artefacts-absent" -> excused.addAll(digests);
            case "artefacts-returned" -> digests.forEach(excused::remove);
            default -> {
                // A later version of xcflow may know more.
            }
        }
    }

    private void execution(Event event) {
        if (!excused.isEmpty() && event.type().equals("execution-succeeded")) {
            // What was collected and then computed again is expected to be there again.
            CanonicalJson.parse(event.payload())
                    .get("output-artefacts")
                    .forEach(artefact -> excused.remove(artefact.get(0).asString()));
        }
        var end = new ExecutionEnd();
        CanonicalJson.members(event.payload(), end);
        if (end.run > 0) {
            instances(end.run).executed(end.instance, end.state, number(event.subject()));
        }
    }

    /** What the end of an execution says of its instance. */
    private static final class ExecutionEnd implements CanonicalJson.Member {
        /** 0 if the execution belongs to no run of this home. */
        private long run;

        private int instance;
        private String state = "";

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "run" -> run = value.getValueAsLong();
                case "instance" -> instance = value.getValueAsInt();
                case "state" -> state = value.getValueAsString();
                default -> {
                    // The records are compared with the rest.
                }
            }
        }
    }

    private InstanceFacts instances(long run) {
        return runs.computeIfAbsent(run, id -> new InstanceFacts());
    }

    private static long number(String subject) {
        return Long.parseLong(subject.substring(subject.indexOf('/') + 1));
    }

    /**
     * What is sealed of a subject such as {@code execution/17}, and forgets it; empty if the log
     * knows nothing of it.
     */
    Facts take(String subject) {
        return new Facts(Objects.requireNonNullElse(facts.remove(subject), List.of()));
    }

    /**
     * What the log has sealed of one record.
     *
     * @param payloads of its events, in their order
     */
    record Facts(List<String> payloads) {

        /** Whether the log knows nothing of the record. */
        boolean unknown() {
            return payloads.isEmpty();
        }

        /**
         * Whether the events say just this, one after the other. Quick, because equal facts have
         * equal canonical texts; if it is not so the facts may be equal all the same.
         */
        boolean say(List<Map<String, Object>> parts) {
            if (parts.size() != payloads.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!CanonicalJson.of(parts.get(i)).equals(payloads.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** All facts, later ones over earlier ones; null if there are none. */
        JsonNode merged() {
            if (payloads.isEmpty()) {
                return null;
            }
            ObjectNode merged = (ObjectNode) CanonicalJson.parse(payloads.get(0));
            for (String payload : payloads.subList(1, payloads.size())) {
                merged.setAll((ObjectNode) CanonicalJson.parse(payload));
            }
            return merged;
        }
    }

    /** Subjects whose facts nobody took: their records are missing. */
    List<String> left() {
        return facts.keySet().stream().sorted().toList();
    }

    /** What the log says of the instances of each run. */
    Map<Long, InstanceFacts> runs() {
        return runs;
    }

    /**
     * Digests of files that are missing for a recorded reason: garbage collection has deleted them,
     * here or where they were imported from, and nobody has made or brought them again.
     */
    Set<String> excused() {
        return Set.copyOf(excused);
    }

    /** What was found altered, in the order in which it was. */
    List<Damage> damaged() {
        return List.copyOf(damaged);
    }
}
