package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.event.Recording;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** The registry of functional versions. */
public final class FunctionalRegistry {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

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

    /** Tags of all versions that have any, in alphabetical order. */
    public Map<Long, List<String>> tags() {
        return database.read(sql -> tags(sql));
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

    /**
     * Tags a version. Garbage collection keeps whatever a tagged version needs.
     *
     * @return false if it has the tag already
     */
    public boolean tag(String functional, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "a tag consists of letters, digits, '.', '_' and '-', not: " + tag);
        }
        return events.recordDurably(
                recording -> {
                    FunctionalRecord version = VersionText.require(recording.sql(), functional);
                    if (tags(recording.sql(), version.id()).contains(tag)) {
                        return false;
                    }
                    recording
                            .sql()
                            .update(
                                    "insert into functional_tags values (?, ?, ?)",
                                    version.id(),
                                    tag,
                                    recording.now());
                    sealTags(recording, version);
                    return true;
                });
    }

    /**
     * Takes a tag away.
     *
     * @return false if the version does not have it
     */
    public boolean untag(String functional, String tag) {
        return events.recordDurably(
                recording -> {
                    FunctionalRecord version = VersionText.require(recording.sql(), functional);
                    int removed =
                            recording
                                    .sql()
                                    .update(
                                            "delete from functional_tags where functional_id = ?"
                                                    + " and tag = ?",
                                            version.id(),
                                            tag);
                    if (removed > 0) {
                        sealTags(recording, version);
                    }
                    return removed > 0;
                });
    }

    private static void sealTags(Recording recording, FunctionalRecord version) {
        recording.event(
                "functional-tagged",
                "functional/" + version.id(),
                Map.of("tags", tags(recording.sql(), version.id())));
    }

    /** Tags of a version in alphabetical order. */
    public List<String> tags(long functional) {
        return database.read(sql -> tags(sql, functional));
    }

    static List<String> tags(Sql sql, long functional) {
        return tags(sql).getOrDefault(functional, List.of());
    }

    /** Tags of all versions that have any. */
    public static Map<Long, List<String>> tags(Sql sql) {
        Map<Long, List<String>> tags = new HashMap<>();
        sql.query(
                "select functional_id, tag from functional_tags order by tag",
                row ->
                        tags.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                                .add(row.getString(2)));
        return tags;
    }

    /** Adds a note to a version. Notes are never changed. */
    public void note(String functional, String text, String author) {
        events.recordDurably(
                recording -> {
                    FunctionalRecord version = VersionText.require(recording.sql(), functional);
                    recording
                            .sql()
                            .update(
                                    "insert into functional_notes (functional_id, note, author, created)"
                                            + " values (?, ?, ?, ?)",
                                    version.id(),
                                    text,
                                    author,
                                    recording.now());
                    recording.event(
                            "functional-noted",
                            "functional/" + version.id(),
                            Map.of(
                                    "notes",
                                    sealNotes(
                                            notes(recording.sql())
                                                    .getOrDefault(version.id(), List.of()))));
                    return null;
                });
    }

    /** Notes of a version, oldest first. */
    public List<Note> notes(long functional) {
        return database.read(sql -> notes(sql).getOrDefault(functional, List.of()));
    }

    /** Notes of all versions that have any. */
    public static Map<Long, List<Note>> notes(Sql sql) {
        Map<Long, List<Note>> notes = new HashMap<>();
        sql.query(
                "select * from functional_notes order by id",
                row ->
                        notes.computeIfAbsent(row.getLong("functional_id"), id -> new ArrayList<>())
                                .add(
                                        new Note(
                                                row.getString("note"),
                                                row.getString("author"),
                                                row.getTimestamp("created").toInstant())));
        return notes;
    }

    /** Facts of notes as their event seals them. */
    public static List<List<String>> sealNotes(List<Note> notes) {
        return notes.stream()
                .map(note -> List.of(note.text(), note.author(), note.created().toString()))
                .toList();
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
