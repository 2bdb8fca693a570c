package xcflow.provenance.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.ObjectStore;

/** Collects findings. Thread-safe. */
final class Findings {
    /** More findings than a person reads; beyond it they are only counted. */
    static final int LIMIT = 10_000;

    /** Findings in whose subject artefacts are named, which takes a query each. */
    private static final int NAMED = 1_000;

    private final List<AuditFinding> list = new ArrayList<>();
    private long count;

    synchronized void add(String subject, String what, String expected, String found) {
        count++;
        if (list.size() < LIMIT) {
            list.add(new AuditFinding(subject, what, expected, found));
        }
    }

    /**
     * Adds those of another collection, which are put in order since several threads found them.
     */
    void add(Findings others) {
        others.list().stream()
                .sorted(
                        Comparator.comparing(AuditFinding::subject)
                                .thenComparing(AuditFinding::what))
                .forEach(f -> add(f.subject(), f.what(), f.expected(), f.found()));
        synchronized (this) {
            count += others.count() - others.list().size();
        }
    }

    /** The same with what artefacts are for people behind their digests, for the first of them. */
    synchronized Findings named(UnaryOperator<String> uses) {
        Findings named = new Findings();
        for (AuditFinding finding : list) {
            String digest = finding.subject().replace("artefact ", "");
            boolean name = named.list.size() < NAMED && ObjectStore.names(digest);
            named.list.add(
                    new AuditFinding(
                            name
                                    ? String.format(
                                            Locale.ROOT,
                                            "artefact %s (%s)",
                                            digest,
                                            uses.apply(digest))
                                    : finding.subject(),
                            finding.what(),
                            finding.expected(),
                            finding.found()));
        }
        named.count = count;
        return named;
    }

    void add(String subject, String what) {
        add(subject, what, "", "");
    }

    /** Compares the facts of a record with those that the log has sealed. */
    void compare(String subject, Sealed.Facts sealed, Map<String, Object> facts) {
        if (!sealed.say(List.of(facts))) {
            differences(subject, sealed.merged(), facts);
        }
    }

    /**
     * Names the facts that are not those that the log has sealed.
     *
     * @param sealed null if the log knows nothing of the record
     */
    void differences(String subject, JsonNode sealed, Map<String, Object> facts) {
        if (sealed == null) {
            add(subject, "is recorded, but no event explains it");
            return;
        }
        JsonNode now = CanonicalJson.parse(CanonicalJson.of(facts));
        for (String name : facts.keySet()) {
            JsonNode expected = sealed.get(name);
            JsonNode found = now.get(name);
            if (!Objects.equals(expected, found)) {
                add(subject, name + " was altered", text(expected), text(found));
            }
        }
    }

    private static String text(JsonNode node) {
        if (node == null || node.isNull()) {
            return "";
        }
        return node.isString() ? node.asString() : node.toString();
    }

    synchronized List<AuditFinding> list() {
        return List.copyOf(list);
    }

    synchronized long count() {
        return count;
    }
}
