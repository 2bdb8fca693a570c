package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import xcflow.storage.Sql;

/** Queries whose answers are needed together with those of others. */
public final class LaterQueries {
    private LaterQueries() {}

    /** Some of a run's instances, in the order of their numbers. */
    public static Sql.Later<List<Instance>> instances(
            Sql sql, long run, Collection<Integer> numbers) {
        return instances(sql, run, numbers, "");
    }

    /**
     * As {@link #instances(Sql, long, Collection)}; nobody else changes them until the transaction
     * ends.
     */
    public static Sql.Later<List<Instance>> lockedInstances(
            Sql sql, long run, Collection<Integer> numbers) {
        return instances(sql, run, numbers, " for update");
    }

    private static Sql.Later<List<Instance>> instances(
            Sql sql, long run, Collection<Integer> numbers, String locking) {
        List<Sql.Later<List<Instance>>> found = new ArrayList<>();
        for (Stretch stretch : Stretch.of(numbers)) {
            found.add(
                    sql.queryLater(
                            "select "
                                    + RecordRows.INSTANCE_COLUMNS
                                    + " from instances where run_id = ? and number between ? and ?"
                                    + " and number = any(?) order by number"
                                    + locking,
                            RecordRows.INSTANCE,
                            run,
                            stretch.first(),
                            stretch.last(),
                            Sql.integers(stretch.numbers())));
        }
        return () -> found.stream().flatMap(each -> each.get().stream()).toList();
    }

    /**
     * The token of a run's tickets; empty for a run of an earlier version that was not reopened.
     */
    public static Sql.Later<String> conductor(Sql sql, long run) {
        Sql.Later<List<String>> found =
                sql.queryLater(
                        "select coalesce(conductor, '') from runs where id = ?",
                        RecordRows.TEXT,
                        run);
        return () -> found.get().stream().findFirst().orElse("");
    }
}
