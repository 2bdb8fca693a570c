package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import xcflow.provenance.CanonicalJson;
import xcflow.provenance.event.Recording;
import xcflow.provenance.run.Completion.MadeFunctional;
import xcflow.provenance.run.Completion.Metric;
import xcflow.provenance.run.Completion.Parent;
import xcflow.storage.Sha256;

/** Recording of functional versions and measurements. */
public final class FunctionalRows {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Recording recording;
    private final References references;

    /**
     * @param references describes functionals that are known by name
     */
    public FunctionalRows(Recording recording, References references) {
        this.recording = recording;
        this.references = references;
    }

    /** Records a version that an execution made, unless the series has this content already. */
    public long made(long execution, MadeFunctional made) {
        Optional<Long> existing = find(made.name(), made.digest());
        return existing.orElseGet(() -> insert(execution, made));
    }

    private long insert(long execution, MadeFunctional made) {
        List<Long> parents = new ArrayList<>();
        for (Parent parent : made.parents()) {
            parents.add(resolve(parent.functional()).orElse(null));
        }
        Version version =
                new Version(
                        "neural",
                        made.name(),
                        made.digest(),
                        made.architecture(),
                        made.reference(),
                        CanonicalJson.of(new TreeMap<>(made.details())),
                        execution);
        long id = insert(version);
        PreparedBatch batch =
                handle().prepareBatch(
                                "insert into functional_parents"
                                        + " (functional_id, position, parent_id, parent, relation)"
                                        + " values (?, ?, ?, ?, ?)");
        for (int i = 0; i < parents.size(); i++) {
            Parent parent = made.parents().get(i);
            batch.add(id, i, parents.get(i), parent.functional(), parent.relation());
        }
        if (batch.size() > 0) {
            batch.execute();
        }
        seal(id);
        return id;
    }

    /**
     * Version that a digest or the name of a reference stands for; references are recorded when
     * they are first mentioned. Empty for the digest of a file that is no recorded version.
     */
    public Optional<Long> resolve(String functional) {
        if (DIGEST.matcher(functional).matches()) {
            return handle().createQuery("select min(id) from functionals where digest = ?")
                    .bind(0, functional)
                    .mapTo(Long.class)
                    .findOne();
        }
        return Optional.of(reference(functional));
    }

    private long reference(String name) {
        Map<String, String> details = new TreeMap<>();
        details.put("name", name);
        references
                .find(name)
                .ifPresent(
                        reference -> {
                            details.put("citation", reference.citation());
                            details.put("implementation", reference.implementation());
                        });
        String text = CanonicalJson.of(details);
        String digest = Sha256.of(text);
        return find(name, digest)
                .orElseGet(
                        () -> {
                            long id =
                                    insert(
                                            new Version(
                                                    "reference",
                                                    name,
                                                    digest,
                                                    "reference",
                                                    name,
                                                    text,
                                                    null));
                            seal(id);
                            return id;
                        });
    }

    private Optional<Long> find(String name, String digest) {
        return handle().createQuery("select id from functionals where name = ? and digest = ?")
                .bind(0, name)
                .bind(1, digest)
                .mapTo(Long.class)
                .findOne();
    }

    private record Version(
            String kind,
            String name,
            String digest,
            String architecture,
            String reference,
            String details,
            Long execution) {}

    private long insert(Version version) {
        int number =
                handle().createQuery(
                                "select coalesce(max(number), 0) + 1 from functionals where name = ?")
                        .bind(0, version.name())
                        .mapTo(Integer.class)
                        .one();
        return handle().createUpdate(
                        """
                        insert into functionals (kind, name, number, digest, architecture, reference, details,
                            execution_id, created)
                        values (:kind, :name, :number, :digest, :architecture, :reference, :details,
                            :execution, :now)
                        """)
                .bind("kind", version.kind())
                .bind("name", version.name())
                .bind("number", number)
                .bind("digest", version.digest())
                .bind("architecture", version.architecture())
                .bind("reference", version.reference())
                .bind("details", version.details())
                .bind("execution", version.execution())
                .bind("now", recording.now())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private void seal(long id) {
        FunctionalVersion version = FunctionalQueries.byId(handle(), id).orElseThrow();
        recording.event("functional-recorded", "functional/" + id, seal(version));
    }

    /** Facts of a version as its event seals them. */
    public static Map<String, Object> seal(FunctionalVersion version) {
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
        for (FunctionalVersion.Parent parent : version.parents()) {
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("version", parent.version().orElse(null));
            fact.put("functional", parent.functional());
            fact.put("relation", parent.relation());
            parents.add(fact);
        }
        facts.put("parents", parents);
        return facts;
    }

    /**
     * Records what an execution measured.
     *
     * @throws IllegalArgumentException if a measured functional is no recorded version
     */
    public void measured(long execution, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle().prepareBatch(
                                "insert into measurements"
                                        + " (functional_id, execution_id, metric, amount, unit)"
                                        + " values (?, ?, ?, ?, ?)");
        for (Metric metric : metrics) {
            long functional =
                    resolve(metric.functional())
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "%s was measured of %s, which is no recorded functional version"
                                                            .formatted(
                                                                    metric.metric(),
                                                                    metric.functional())));
            batch.add(functional, execution, metric.metric(), metric.value(), metric.unit());
        }
        batch.execute();
        recording.event(
                "measurements-recorded",
                "execution/" + execution,
                Map.of(
                        "measurements",
                        sealMeasurements(
                                FunctionalQueries.measurements(handle(), List.of(execution))
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

    private Handle handle() {
        return recording.handle();
    }
}
