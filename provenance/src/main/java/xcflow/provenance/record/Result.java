package xcflow.provenance.record;

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
        Map<Integer, Result> results = new LinkedHashMap<>();
        for (Stretch stretch : Stretch.of(instances)) {
            sql.query(
                    """
                    select i.number, e.outputs, e.warnings from instances i join executions e on e.id = i.execution_id
                    where i.run_id = ? and i.number between ? and ? and i.number = any(?)
                    and i.state in ('SUCCEEDED', 'CACHED') order by i.number
                    """,
                    row ->
                            results.put(
                                    row.getInt("number"),
                                    new Result(
                                            row.getString("outputs"),
                                            Warning.read(row.getString("warnings")))),
                    run,
                    stretch.first(),
                    stretch.last(),
                    Sql.integers(stretch.numbers()));
        }
        return results;
    }
}
