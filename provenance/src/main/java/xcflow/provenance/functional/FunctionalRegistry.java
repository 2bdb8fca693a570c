package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.EventLog;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** The registry of functional versions. */
public final class FunctionalRegistry {
    private static final String CHOSEN =
            """
             from functionals f
            where (cast(? as varchar) is null or f.name = ?)
            and (cast(? as varchar) is null or exists (
                select 1 from functional_tags t where t.functional_id = f.id and t.tag = ?))
            """;

    private final LedgerDatabase database;
    private final EventLog events;
    private final ReferenceDescriptions references;

    public FunctionalRegistry(
            LedgerDatabase database, EventLog events, ReferenceDescriptions references) {
        this.database = database;
        this.events = events;
        this.references = references;
    }

    /**
     * A page of versions, newest first.
     *
     * @param name only this series; empty for all
     * @param tag only versions with this tag; empty for all
     */
    public List<FunctionalRecord> list(
            Optional<String> name, Optional<String> tag, int offset, int limit) {
        return database.read(
                sql -> {
                    List<Long> ids =
                            sql.query(
                                    "select f.id" + CHOSEN + " order by f.id desc limit ? offset ?",
                                    row -> row.getLong(1),
                                    name,
                                    name,
                                    tag,
                                    tag,
                                    limit,
                                    offset);
                    List<FunctionalRecord> versions =
                            new ArrayList<>(FunctionalQueries.byIds(sql, ids));
                    Collections.reverse(versions);
                    return versions;
                });
    }

    /** Number of versions that {@link #list} would give if there were no pages. */
    public int count(Optional<String> name, Optional<String> tag) {
        return database.read(
                sql ->
                        sql.query(
                                        "select count(*)" + CHOSEN,
                                        row -> row.getInt(1),
                                        name,
                                        name,
                                        tag,
                                        tag)
                                .get(0));
    }

    /** Number of all versions. */
    public int count() {
        return count(Optional.empty(), Optional.empty());
    }

    /**
     * Finds a version by what a user would write: {@code name@number}, {@code name} for the latest
     * of a series, a tag, or at least eight digits of a digest.
     */
    public Optional<FunctionalRecord> find(String text) {
        return database.read(sql -> VersionText.find(sql, text));
    }

    /**
     * As {@link #find(String)} when the version with the id {@code newest} was the latest: what was
     * recorded later is not there yet.
     *
     * @throws UnknownVersionException if the text could mean several versions
     */
    public Optional<FunctionalRecord> find(String text, long newest) {
        return database.read(sql -> VersionText.find(sql, text, newest));
    }

    /** Id of the latest version; zero if there is none. */
    public long newest() {
        return database.read(
                sql ->
                        sql.query(
                                        "select coalesce(max(id), 0) from functionals",
                                        row -> row.getLong(1))
                                .get(0));
    }

    /** Versions in the order of their ids. */
    public List<FunctionalRecord> byIds(Collection<Long> ids) {
        return database.read(sql -> FunctionalQueries.byIds(sql, ids));
    }

    /** A version by its id. */
    public Optional<FunctionalRecord> byId(long id) {
        return database.read(sql -> FunctionalQueries.byId(sql, id));
    }

    /**
     * As {@link #find}, but a version that does not exist is an error.
     *
     * @throws UnknownVersionException says what there is instead
     */
    public FunctionalRecord get(String text) {
        return database.read(sql -> VersionText.require(sql, text));
    }

    /** Tags and notes of versions. */
    public FunctionalMarks marks() {
        return new FunctionalMarks(database, events);
    }

    /** All that was ever measured of a version, by metric and then in the order of time. */
    public List<Measurement> metrics(long functional) {
        return database.read(sql -> FunctionalQueries.of(sql, functional));
    }

    /**
     * Versions that executions made, oldest first; also those that were on record already when an
     * execution made the same content again.
     */
    public List<FunctionalRecord> madeBy(Collection<Long> executions) {
        return database.read(
                sql ->
                        FunctionalQueries.byIds(
                                sql,
                                sql.query(
                                        """
                                        select id from functionals where execution_id = any(?)
                                        union
                                        select f.id from functionals f
                                        join artefacts a on a.digest = f.digest
                                        join execution_artefacts x on x.artefact_id = a.id
                                        where x.direction = 'out' and x.execution_id = any(?)
                                        """,
                                        row -> row.getLong(1),
                                        Sql.longs(executions),
                                        Sql.longs(executions))));
    }

    /** What executions measured of any version, in the order in which they did. */
    public List<Measurement> measuredBy(Collection<Long> executions) {
        return database.read(
                sql ->
                        FunctionalQueries.measurements(sql, executions).values().stream()
                                .flatMap(List::stream)
                                .sorted(Comparator.comparingLong(Measurement::id))
                                .toList());
    }

    /**
     * Records a reference functional if it is not recorded yet.
     *
     * @return the version that stands for its present implementation
     */
    public FunctionalRecord reference(String name) {
        long id =
                events.recordDurably(
                        recording -> new FunctionalRows(recording, references).resolve(name));
        return byId(id).orElseThrow();
    }

    /** Everything that led to a version. */
    public LineageGraph lineage(FunctionalRecord version) {
        return database.read(sql -> new Lineage(sql).ancestry(version));
    }

    /** Everything that was made of a version or measured with it. */
    public LineageGraph descendants(FunctionalRecord version) {
        return database.read(sql -> new Lineage(sql).descendants(version));
    }

    /** What differs between two versions. */
    public FunctionalDiff diff(FunctionalRecord one, FunctionalRecord other) {
        return database.read(sql -> FunctionalDiff.of(sql, one, other));
    }

    /** Number of versions in each series, in alphabetical order. */
    public Map<String, Integer> series() {
        Map<String, Integer> series = new LinkedHashMap<>();
        database.read(
                sql ->
                        sql.query(
                                "select name, count(*) as n from functionals"
                                        + " group by name order by name",
                                row -> series.put(row.getString("name"), row.getInt("n"))));
        return series;
    }
}
