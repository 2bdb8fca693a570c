package xcflow.provenance.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.ExecutionClosure;
import xcflow.provenance.record.RecordReader;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sql;

/**
 * Garbage collection. Only files are deleted; records stay for ever, and an event says which files
 * were deleted on purpose, so that no audit is broken.
 */
public final class Retention {
    /** Files younger than this may belong to an execution that has not recorded them yet. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");

    private final LedgerDatabase database;
    private final ObjectStore objects;
    private final EventLog events;

    public Retention(LedgerDatabase database, ObjectStore objects, EventLog events) {
        this.database = database;
        this.objects = objects;
        this.events = events;
    }

    /** What would be deleted; nothing is changed. */
    public RetentionPlan plan(RetentionPolicy policy) {
        return database.atomically(sql -> plan(sql, policy));
    }

    /**
     * Deletes what {@link #plan} says. The record of it is on the disk before the first file is
     * deleted.
     *
     * @throws IllegalStateException if a worker holds a lease: it might be about to use a file
     */
    public RetentionPlan collect(RetentionPolicy policy) {
        RetentionPlan plan =
                events.recordDurably(
                        recording -> {
                            Sql sql = recording.sql();
                            refuseIfActive(sql, recording.now());
                            RetentionPlan made = plan(sql, policy);
                            for (Execution execution : made.uncached()) {
                                sql.update(
                                        "update executions set reusable = false where id = ?",
                                        execution.id());
                                recording.event(
                                        "execution-disqualified",
                                        "execution/" + execution.id(),
                                        Map.of(
                                                "reusable",
                                                false,
                                                "reason",
                                                "its artefacts were deleted by garbage collection"));
                            }
                            if (!made.recorded().isEmpty()) {
                                recording.event(
                                        "artefacts-collected",
                                        "store",
                                        Map.of(
                                                "digests",
                                                made.recorded().stream()
                                                        .map(ArtefactRef::digest)
                                                        .toList()));
                            }
                            return made;
                        });
        try {
            for (ArtefactRef artefact : plan.recorded()) {
                objects.delete(artefact.digest());
            }
            for (String digest : plan.unrecorded()) {
                objects.delete(digest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plan;
    }

    private static void refuseIfActive(Sql sql, Instant now) {
        List<Long> active =
                sql.query(
                        "select distinct run_id from instances where state = 'RUNNING'"
                                + " and lease_until >= ? order by run_id",
                        row -> row.getLong(1),
                        now);
        if (!active.isEmpty()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "run %s is in progress; collect garbage when it has ended",
                            active.get(0)));
        }
    }

    private RetentionPlan plan(Sql sql, RetentionPolicy policy) {
        KeptRuns runs = KeptRuns.of(sql, policy, events.now());
        List<Long> tagged =
                sql.query(
                        "select distinct functional_id from functional_tags",
                        row -> row.getLong(1));
        Set<String> needed =
                new HashSet<>(
                        new ExecutionClosure(sql)
                                .runs(runs.kept())
                                .importedAlone()
                                .unfinished()
                                .functionals(tagged)
                                .artefacts());
        needed.addAll(givenFiles(sql, runs.kept()));
        List<ArtefactRef> unneeded = new ArrayList<>();
        Set<String> recorded = new HashSet<>();
        sql.query(
                        """
                        select a.digest, a.size, min(x.name) as name, min(x.media_type) as media_type
                        from artefacts a left join execution_artefacts x on x.artefact_id = a.id
                        group by a.digest, a.size order by a.digest
                        """,
                        row ->
                                new ArtefactRef(
                                        row.getString("digest"),
                                        orEmpty(row.getString("name")),
                                        orEmpty(row.getString("media_type")),
                                        row.getLong("size")))
                .forEach(
                        artefact -> {
                            recorded.add(artefact.digest());
                            if (!needed.contains(artefact.digest())
                                    && objects.contains(artefact.digest())) {
                                unneeded.add(artefact);
                            }
                        });
        recorded.addAll(needed);
        List<String> unrecorded = unrecorded(recorded);
        long bytes = unneeded.stream().mapToLong(ArtefactRef::size).sum() + size(unrecorded);
        return new RetentionPlan(
                unneeded, unrecorded, bytes, uncached(sql, unneeded), runs.dropped());
    }

    /**
     * Files that were stored when runs were submitted: a run that goes on needs them although no
     * execution has read them yet.
     */
    private static Set<String> givenFiles(Sql sql, List<Long> runs) {
        Set<String> digests = new HashSet<>();
        sql.query(
                        "select options from runs where id = any(?)",
                        row -> row.getString(1),
                        Sql.longs(runs))
                .forEach(
                        options ->
                                DIGEST.matcher(options)
                                        .results()
                                        .forEach(found -> digests.add(found.group())));
        return digests;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private List<String> unrecorded(Set<String> recorded) {
        List<String> unrecorded = new ArrayList<>();
        Instant limit = Instant.now().minus(GRACE);
        try {
            objects.forEach(
                    digest -> {
                        if (!recorded.contains(digest) && olderThan(digest, limit)) {
                            unrecorded.add(digest);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unrecorded;
    }

    private boolean olderThan(String digest, Instant limit) {
        try {
            return objects.stored(digest).isBefore(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long size(List<String> digests) {
        long size = 0;
        try {
            for (String digest : digests) {
                size += objects.size(digest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return size;
    }

    private static List<Execution> uncached(Sql sql, List<ArtefactRef> artefacts) {
        List<Long> ids =
                sql.query(
                        """
                                select distinct e.id from executions e
                                join execution_artefacts x on x.execution_id = e.id and x.direction = 'out'
                                join artefacts a on a.id = x.artefact_id
                                where a.digest = any(?) and e.state = 'SUCCEEDED' and e.reusable
                                """,
                        row -> row.getLong(1),
                        Sql.texts(artefacts.stream().map(ArtefactRef::digest).toList()));
        return new RecordReader(sql)
                .executions(ids).stream().map(RecordReader.ExecutionRecord::execution).toList();
    }
}
