package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.event.Recording;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/**
 * What people attach to functional versions: tags, which they may take away, and notes, which stay.
 * Both are sealed by events.
 */
public record FunctionalMarks(LedgerDatabase database, EventLog events) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** Tags of all versions that have any, in alphabetical order. */
    public Map<Long, List<String>> tags() {
        return database.read(sql -> tags(sql));
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

    /** Notes of all versions that have any, oldest first. */
    public Map<Long, List<Note>> allNotes() {
        return database.read(sql -> notes(sql));
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
}
