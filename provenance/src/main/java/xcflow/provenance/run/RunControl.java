package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.state.RunTransition;
import xcflow.storage.LedgerDatabase;

/**
 * What steers runs in progress from outside, by way of the database: pauses, priorities, and named
 * resources that all runs share. Every method is one transaction. Thread-safe.
 */
public final class RunControl {
    private final LedgerDatabase database;
    private final EventLog events;

    public RunControl(LedgerDatabase database, EventLog events) {
        this.database = database;
        this.events = events;
    }

    /**
     * Has nothing new begun of a run that is {@code RUNNING}.
     *
     * @return whether it was
     */
    public boolean pause(long run) {
        return events.record(
                recording -> Submissions.change(recording, run, RunTransition.PAUSE, "run-paused"));
    }

    /**
     * Lets a run that is {@code PAUSED} go on.
     *
     * @return whether it was
     */
    public boolean goOn(long run) {
        return events.record(
                recording ->
                        Submissions.change(
                                recording, run, RunTransition.CONTINUE, "run-continued"));
    }

    /** The priority of a run: those with a higher one are given what there is first. */
    public int priority(long run) {
        return database.read(
                        sql ->
                                sql.first(
                                        "select priority from runs where id = ?",
                                        RecordRows.ID,
                                        run))
                .orElseThrow()
                .intValue();
    }

    /** Changes the priority of a run. */
    public void prioritise(long run, int priority) {
        database.read(
                sql -> sql.update("update runs set priority = ? where id = ?", priority, run));
    }

    /** Runs in progress with a higher priority that have instances which could be executed. */
    public List<Long> moreUrgent(long run) {
        return database.read(
                sql ->
                        sql.query(
                                """
                                select r.id from runs r where r.state = 'RUNNING'
                                and r.priority > (select o.priority from runs o where o.id = ?)
                                and exists (select 1 from instances i
                                            where i.run_id = r.id and i.state = 'READY')
                                order by r.id
                                """,
                                RecordRows.ID,
                                run));
    }

    /** Says how much there is of named resources, from now on and for all processes. */
    public void limits(Map<String, Integer> limits) {
        events.record(
                recording -> {
                    ResourceHolds.limits(recording.sql(), limits);
                    return null;
                });
    }

    /** How much there is of named resources. */
    public Map<String, Integer> limits() {
        return database.read(ResourceHolds::limits);
    }

    /**
     * Takes named resources for an instance: all of them or none.
     *
     * @param lease when they are free again if nobody says more and the instance is not executed
     */
    public boolean acquire(long run, int number, Map<String, Integer> wanted, Duration lease) {
        return events.record(
                recording ->
                        ResourceHolds.acquire(
                                recording, run, number, wanted, recording.now().plus(lease)));
    }

    /** Keeps what the instances of a run have taken. */
    public void renew(long run, Duration lease) {
        Instant until = events.now().plus(lease);
        database.read(sql -> ResourceHolds.renew(sql, run, until));
    }

    /** Gives back what an instance has taken. */
    public void giveBack(long run, int number) {
        database.read(sql -> ResourceHolds.release(sql, run, number));
    }

    /** Gives back what all instances of a run have taken. */
    public void giveBackAll(long run) {
        database.read(sql -> ResourceHolds.releaseAll(sql, run));
    }
}
