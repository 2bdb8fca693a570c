package xcflow.provenance.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.event.Recording;
import xcflow.storage.Sql;

/**
 * Named resources, such as licences, of which all runs together hold no more than there is. Not
 * part of what is recorded for good.
 */
final class ResourceHolds {
    private ResourceHolds() {}

    static void limits(Sql sql, Map<String, Integer> limits) {
        limits.forEach(
                (name, amount) -> {
                    if (sql.update(
                                    "update resource_limits set amount = ? where name = ?",
                                    amount,
                                    name)
                            == 0) {
                        sql.update(
                                "insert into resource_limits (name, amount) values (?, ?)",
                                name,
                                amount);
                    }
                });
    }

    static Map<String, Integer> limits(Sql sql) {
        Map<String, Integer> limits = new HashMap<>();
        sql.query(
                "select name, amount from resource_limits",
                row -> limits.put(row.getString(1), row.getInt(2)));
        return limits;
    }

    /** All or nothing; the recording makes sure that nobody else asks at the same time. */
    static boolean acquire(
            Recording recording, long run, int number, Map<String, Integer> wanted, Instant until) {
        Sql sql = recording.sql();
        Map<String, Integer> limits = limits(sql);
        Map<String, Long> held = held(sql, recording.now(), run, number);
        for (Map.Entry<String, Integer> each : wanted.entrySet()) {
            long free =
                    limits.getOrDefault(each.getKey(), 0) - held.getOrDefault(each.getKey(), 0L);
            if (each.getValue() > free) {
                return false;
            }
        }
        release(sql, run, number);
        List<Object[]> rows = new ArrayList<>();
        wanted.forEach((name, amount) -> rows.add(new Object[] {run, number, name, amount, until}));
        sql.updateAll(
                "insert into resource_holds (run_id, number, name, amount, held_until)"
                        + " values (?, ?, ?, ?, ?)",
                rows);
        return true;
    }

    private static Map<String, Long> held(Sql sql, Instant now, long run, int number) {
        Map<String, Long> held = new HashMap<>();
        sql.query(
                """
                select h.name, sum(h.amount) from resource_holds h
                left join instances i on i.run_id = h.run_id and i.number = h.number
                where (h.held_until > ? or i.state = 'RUNNING' and i.lease_until > ?)
                  and not (h.run_id = ? and h.number = ?)
                group by h.name
                """,
                row -> held.put(row.getString(1), row.getLong(2)),
                now,
                now,
                run,
                number);
        return held;
    }

    static int renew(Sql sql, long run, Instant until) {
        return sql.update("update resource_holds set held_until = ? where run_id = ?", until, run);
    }

    static int release(Sql sql, long run, int number) {
        return sql.update(
                "delete from resource_holds where run_id = ? and number = ?", run, number);
    }

    static int releaseAll(Sql sql, long run) {
        return sql.update("delete from resource_holds where run_id = ?", run);
    }
}
