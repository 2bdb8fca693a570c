package xcflow.provenance.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** Which executions and runs were imported, and who vouches for them. */
public final class Origins {
    private final LedgerDatabase database;

    public Origins(LedgerDatabase database) {
        this.database = database;
    }

    /** For example {@code imported: unverified}. */
    public static String text(Optional<String> signer) {
        return "imported: " + signer.map(name -> "signed by " + name).orElse("unverified");
    }

    /** What is to be said of those of the executions that were imported. */
    public Map<Long, String> executions(Collection<Long> executions) {
        return texts(
                "select x.execution_id, i.signer from imported_executions x"
                        + " join imports i on i.id = x.import_id where x.execution_id = any(?)",
                executions);
    }

    /** What is to be said of those of the runs that were imported. */
    public Map<Long, String> runs(Collection<Long> runs) {
        return texts(
                "select x.run_id, i.signer from imported_runs x"
                        + " join imports i on i.id = x.import_id where x.run_id = any(?)",
                runs);
    }

    /** What is to be said of all executions that were imported. */
    public static Map<Long, String> executions(Sql sql) {
        Map<Long, String> texts = new HashMap<>();
        sql.query(
                "select x.execution_id, i.signer from imported_executions x"
                        + " join imports i on i.id = x.import_id",
                row -> texts.put(row.getLong(1), text(Optional.ofNullable(row.getString(2)))));
        return texts;
    }

    /** What is to be said of a run; empty if it was made here. */
    public Optional<String> run(long run) {
        return Optional.ofNullable(runs(java.util.List.of(run)).get(run));
    }

    private Map<Long, String> texts(String query, Collection<Long> ids) {
        return database.read(
                sql -> {
                    Map<Long, String> texts = new HashMap<>();
                    sql.query(
                            query,
                            row ->
                                    texts.put(
                                            row.getLong(1),
                                            text(Optional.ofNullable(row.getString(2)))),
                            Sql.longs(ids));
                    return texts;
                });
    }
}
