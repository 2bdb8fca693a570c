package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.Origin;
import xcflow.storage.Sql;

/** Which archives were imported, and what came in with each. */
public final class ImportRows {
    private ImportRows() {}

    /**
     * Records what came in with an archive.
     *
     * @param executions new ids
     * @param runs new ids, each with the number that it had where it was made
     */
    static void record(
            Recording recording, Origin origin, List<Long> executions, Map<Long, Long> runs) {
        Sql sql = recording.sql();
        long id =
                sql.insert(
                        "insert into imports (title, manifest, signer, imported) values (?, ?, ?, ?)",
                        origin.title(),
                        origin.manifest(),
                        origin.signer(),
                        recording.now());
        List<Object[]> rows = new ArrayList<>();
        executions.forEach(execution -> rows.add(new Object[] {execution, id}));
        sql.updateAll(
                "insert into imported_executions (execution_id, import_id) values (?, ?)", rows);
        List<Object[]> runRows = new ArrayList<>();
        runs.forEach((run, original) -> runRows.add(new Object[] {run, id, original}));
        sql.updateAll(
                "insert into imported_runs (run_id, import_id, original) values (?, ?, ?)",
                runRows);
        recording.event("import-recorded", "import/" + id, facts(origin, executions, runs));
    }

    private static Map<String, Object> facts(
            Origin origin, List<Long> executions, Map<Long, Long> runs) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("title", origin.title());
        facts.put("manifest", origin.manifest().orElse(null));
        facts.put("signer", origin.signer().orElse(null));
        facts.put("executions", executions.stream().sorted().toList());
        List<Object> pairs = new ArrayList<>();
        new TreeMap<>(runs).forEach((run, original) -> pairs.add(List.of(run, original)));
        facts.put("runs", pairs);
        return facts;
    }

    /** What is recorded of each import, as the event that sealed it should say it. */
    public static Map<Long, Map<String, Object>> facts(Sql sql) {
        Map<Long, Origin> origins = new TreeMap<>();
        sql.query(
                "select id, title, manifest, signer from imports",
                row ->
                        origins.put(
                                row.getLong(1),
                                new Origin(
                                        row.getString(2),
                                        java.util.Optional.ofNullable(row.getString(3)),
                                        java.util.Optional.ofNullable(row.getString(4)))));
        Map<Long, List<Long>> executions = new TreeMap<>();
        sql.query(
                "select import_id, execution_id from imported_executions order by execution_id",
                row ->
                        executions
                                .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                                .add(row.getLong(2)));
        Map<Long, Map<Long, Long>> runs = new TreeMap<>();
        sql.query(
                "select import_id, run_id, original from imported_runs",
                row ->
                        runs.computeIfAbsent(row.getLong(1), id -> new TreeMap<>())
                                .put(row.getLong(2), row.getLong(3)));
        Map<Long, Map<String, Object>> facts = new TreeMap<>();
        origins.forEach(
                (id, origin) ->
                        facts.put(
                                id,
                                facts(
                                        origin,
                                        executions.getOrDefault(id, List.of()),
                                        runs.getOrDefault(id, Map.of()))));
        return facts;
    }
}
