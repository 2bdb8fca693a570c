package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.storage.Sql;

/**
 * What an instance gave.
 *
 * @param outputs JSON object
 * @param warnings what is doubtful about it
 */
public record Result(String outputs, List<Warning> warnings) {
    public Result {
        warnings = List.copyOf(warnings);
    }

    /** Those of a run's instances that have one. */
    public static Map<Integer, Result> of(Sql sql, long run, Collection<Integer> instances) {
        return later(sql, run, instances).get();
    }

    /** As {@link #of}, if need be only when they are asked for. */
    public static Sql.Later<Map<Integer, Result>> later(
            Sql sql, long run, Collection<Integer> instances) {
        List<Sql.Later<List<Map.Entry<Integer, Result>>>> found = new ArrayList<>();
        for (Stretch stretch : Stretch.of(instances)) {
            found.add(
                    sql.queryLater(
                            """
                    select i.number, e.outputs, e.warnings from instances i join executions e on e.id = i.execution_id
                    where i.run_id = ? and i.number between ? and ? and i.number = any(?)
                    and i.state in ('SUCCEEDED', 'CACHED') order by i.number
                    """,
                            row ->
                                    Map.entry(
                                            row.getInt("number"),
                                            new Result(
                                                    row.getString("outputs"),
                                                    Warning.read(row.getString("warnings")))),
                            run,
                            stretch.first(),
                            stretch.last(),
                            Sql.integers(stretch.numbers())));
        }
        return () -> {
            Map<Integer, Result> results = new LinkedHashMap<>();
            found.forEach(
                    each ->
                            each.get()
                                    .forEach(
                                            result ->
                                                    results.put(
                                                            result.getKey(), result.getValue())));
            return results;
        };
    }
}
