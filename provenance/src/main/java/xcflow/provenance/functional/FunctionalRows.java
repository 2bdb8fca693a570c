package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import xcflow.provenance.event.Recording;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.Completion.MadeFunctional;
import xcflow.provenance.record.Completion.Metric;
import xcflow.provenance.record.Completion.Parent;
import xcflow.storage.Sha256;
import xcflow.storage.Sql;

/** Recording of functional versions and measurements. */
public final class FunctionalRows {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Recording recording;
    private final ReferenceDescriptions references;

    /**
     * @param references describes functionals that are known by name
     */
    public FunctionalRows(Recording recording, ReferenceDescriptions references) {
        this.recording = recording;
        this.references = references;
    }

    /** Records a version that an execution made, unless the series has this content already. */
    public long made(long execution, MadeFunctional made) {
        recording.alone(); // Numbers of versions follow each other.
        Optional<Long> existing = find(made.name(), made.digest());
        return existing.orElseGet(() -> insert(execution, made));
    }

    private long insert(long execution, MadeFunctional made) {
        List<FunctionalRecord.Parent> parents = new ArrayList<>();
        for (Parent parent : made.parents()) {
            parents.add(
                    new FunctionalRecord.Parent(
                            Optional.of(resolve(parent.functional())),
                            parent.functional(),
                            parent.relation()));
        }
        return insert(
                new FunctionalRecord(
                        0,
                        "neural",
                        made.name(),
                        0,
                        made.digest(),
                        made.architecture(),
                        made.reference(),
                        CanonicalJson.of(new TreeMap<>(made.details())),
                        Optional.of(execution),
                        recording.now(),
                        parents));
    }

    /** Outcome of {@link #add}. */
    public record Added(long id, boolean isNew) {}

    /**
     * Records a version that was made elsewhere, unless the series has this content already. Its id
     * and number are given here.
     */
    public Added add(FunctionalRecord version) {
        Optional<Long> existing = find(version.name(), version.digest());
        return existing.map(id -> new Added(id, false))
                .orElseGet(() -> new Added(insert(version), true));
    }

    /** Tags a version that has none. */
    public void tag(long id, List<String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        for (String tag : tags) {
            sql().update("insert into functional_tags values (?, ?, ?)", id, tag, recording.now());
        }
        recording.event(
                "functional-tagged",
                "functional/" + id,
                Map.of("tags", tags.stream().sorted().toList()));
    }

    /**
     * Version that a digest or the name of a reference stands for. References are recorded when
     * they are first mentioned; so are files that no execution made, as {@code external} versions.
     */
    public long resolve(String functional) {
        if (!DIGEST.matcher(functional).matches()) {
            return reference(functional);
        }
        return sql().first(
                        "select id from functionals where digest = ? order by id limit 1",
                        row -> row.getLong(1),
                        functional)
                .orElseGet(() -> external(functional));
    }

    /** The version with this content; recorded as made elsewhere if there is none. */
    long imported(String name, String digest, String architecture, String reference) {
        return known(digest)
                .orElseGet(
                        () -> {
                            List<FunctionalRecord.Parent> parents = new ArrayList<>();
                            if (references.find(reference).isPresent()) {
                                parents.add(
                                        new FunctionalRecord.Parent(
                                                Optional.of(resolve(reference)),
                                                reference,
                                                "imported"));
                            }
                            return add(new FunctionalRecord(
                                            0,
                                            "external",
                                            name,
                                            0,
                                            digest,
                                            architecture,
                                            reference,
                                            CanonicalJson.of(Map.of("provenance", "external")),
                                            Optional.empty(),
                                            recording.now(),
                                            parents))
                                    .id();
                        });
    }

    private Optional<Long> known(String digest) {
        return sql().first(
                        "select id from functionals where digest = ? order by id limit 1",
                        row -> row.getLong(1),
                        digest);
    }

    private long external(String digest) {
        return add(new FunctionalRecord(
                        0,
                        "external",
                        "external-" + digest.substring(0, 12),
                        0,
                        digest,
                        "",
                        "",
                        "{}",
                        Optional.empty(),
                        recording.now(),
                        List.of()))
                .id();
    }

    private long reference(String given) {
        Optional<ReferenceDescription> described = references.find(given);
        String name = described.map(ReferenceDescription::name).orElse(given);
        Map<String, String> details = new TreeMap<>();
        details.put("name", name);
        described.ifPresent(
                reference -> {
                    details.put("citation", reference.citation());
                    details.put("implementation", reference.implementation());
                });
        String text = CanonicalJson.of(details);
        String digest = Sha256.of(text);
        return add(new FunctionalRecord(
                        0,
                        "reference",
                        name,
                        0,
                        digest,
                        "reference",
                        name,
                        text,
                        Optional.empty(),
                        recording.now(),
                        List.of()))
                .id();
    }

    private Optional<Long> find(String name, String digest) {
        return sql().first(
                        "select id from functionals where name = ? and digest = ?",
                        row -> row.getLong(1),
                        name,
                        digest);
    }

    private long insert(FunctionalRecord version) {
        int number =
                sql().first(
                                "select coalesce(max(number), 0) + 1 from functionals where name = ?",
                                row -> row.getInt(1),
                                version.name())
                        .orElseThrow();
        long id =
                sql().insert(
                                """
                        insert into functionals (kind, name, number, digest, architecture, reference, details,
                            execution_id, created)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                                version.kind(),
                                version.name(),
                                number,
                                version.digest(),
                                version.architecture(),
                                version.reference(),
                                version.details(),
                                version.execution(),
                                version.created());
        parents(id, version.parents());
        seal(id);
        return id;
    }

    private void parents(long id, List<FunctionalRecord.Parent> parents) {
        for (int i = 0; i < parents.size(); i++) {
            FunctionalRecord.Parent parent = parents.get(i);
            sql().update(
                            "insert into functional_parents"
                                    + " (functional_id, position, parent_id, parent, relation)"
                                    + " values (?, ?, ?, ?, ?)",
                            id,
                            i,
                            parent.version(),
                            parent.functional(),
                            parent.relation());
        }
    }

    private void seal(long id) {
        FunctionalRecord version = FunctionalQueries.byId(recording.sql(), id).orElseThrow();
        recording.event("functional-recorded", "functional/" + id, seal(version));
    }

    /** Facts of a version as its event seals them. */
    public static Map<String, Object> seal(FunctionalRecord version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", version.kind());
        facts.put("name", version.name());
        facts.put("number", version.number());
        facts.put("digest", version.digest());
        facts.put("architecture", version.architecture());
        facts.put("reference", version.reference());
        facts.put("details", version.details());
        facts.put("execution", version.execution().orElse(null));
        facts.put("created", version.created().toString());
        List<Map<String, Object>> parents = new ArrayList<>();
        for (FunctionalRecord.Parent parent : version.parents()) {
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("version", parent.version().orElse(null));
            fact.put("functional", parent.functional());
            fact.put("relation", parent.relation());
            parents.add(fact);
        }
        facts.put("parents", parents);
        return facts;
    }

    /** Records what an execution measured. */
    public void measured(long execution, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        recording.alone(); // What is measured may be recorded by this.
        List<Measurement> measurements = new ArrayList<>();
        for (Metric metric : metrics) {
            long functional = resolve(metric.functional());
            measurements.add(
                    new Measurement(
                            0,
                            functional,
                            execution,
                            metric.metric(),
                            metric.value(),
                            metric.unit()));
        }
        measurements(execution, measurements);
    }

    /** Records measurements of recorded versions; their ids are given here. */
    public void measurements(long execution, List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return;
        }
        List<Object[]> rows = new ArrayList<>();
        for (Measurement m : measurements) {
            rows.add(new Object[] {m.functional(), execution, m.metric(), m.value(), m.unit()});
        }
        sql().updateAll(
                        "insert into measurements (functional_id, execution_id, metric, amount, unit)"
                                + " values (?, ?, ?, ?, ?)",
                        rows);
        recording.event(
                "measurements-recorded",
                "execution/" + execution,
                Map.of(
                        "measurements",
                        sealMeasurements(
                                FunctionalQueries.measurements(recording.sql(), List.of(execution))
                                        .getOrDefault(execution, List.of()))));
    }

    /** Facts of an execution's measurements as its event seals them. */
    public static List<List<Object>> sealMeasurements(List<Measurement> measurements) {
        return measurements.stream()
                .map(m -> List.<Object>of(m.functional(), m.metric(), number(m.value()), m.unit()))
                .toList();
    }

    /** JSON knows no infinities. */
    private static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    private Sql sql() {
        return recording.sql();
    }
}
