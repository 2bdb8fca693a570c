package xcflow.provenance.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.Marks;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** Names, labels and notes of runs. Every change is an event with all that then holds. */
public record RunMarks(LedgerDatabase database, EventLog events) {

    /** Those of one run. */
    public Marks of(long run) {
        return of(List.of(run)).getOrDefault(run, Marks.NONE);
    }

    /** Those of several runs; runs without any are left out. */
    public Map<Long, Marks> of(Collection<Long> runs) {
        return runs.isEmpty() ? Map.of() : database.read(sql -> read(sql, runs));
    }

    /** As {@link #of(Collection)}, through a connection that is open. */
    public static Map<Long, Marks> read(Sql sql, Collection<Long> runs) {
        Map<Long, Marks> all = new HashMap<>();
        sql.query(
                "select run_id, name, labels, notes from run_marks where run_id = any(?)",
                row ->
                        all.put(
                                row.getLong(1),
                                Marks.read(row.getString(2), row.getString(3), row.getString(4))),
                Sql.longs(List.copyOf(runs)));
        return all;
    }

    /** The latest run that has a name. */
    public Optional<Long> named(String name) {
        return database.read(
                sql ->
                        sql.first(
                                "select run_id from run_marks where name = ? order by run_id desc limit 1",
                                row -> row.getLong(1),
                                name));
    }

    /**
     * Changes the marks of a run.
     *
     * @return those that hold now
     */
    public Marks change(long run, UnaryOperator<Marks> change) {
        return events.recordDurably(recording -> change(recording, run, change));
    }

    static Marks change(Recording recording, long run, UnaryOperator<Marks> change) {
        Sql sql = recording.sql();
        Optional<Marks> before = Optional.ofNullable(read(sql, List.of(run)).get(run));
        Marks now = change.apply(before.orElse(Marks.NONE));
        if (now.equals(before.orElse(Marks.NONE))) {
            return now;
        }
        if (before.isPresent()) {
            sql.update(
                    "update run_marks set name = ?, labels = ?, notes = ?, changed = ? where run_id = ?",
                    now.name(),
                    now.labelsJson(),
                    now.notesJson(),
                    recording.now(),
                    run);
        } else {
            sql.update(
                    "insert into run_marks (run_id, name, labels, notes, changed) values (?, ?, ?, ?, ?)",
                    run,
                    now.name(),
                    now.labelsJson(),
                    now.notesJson(),
                    recording.now());
        }
        recording.event("run-marked", "run/" + run, now.facts());
        return now;
    }
}
