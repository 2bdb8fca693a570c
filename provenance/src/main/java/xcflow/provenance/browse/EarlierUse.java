package xcflow.provenance.browse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.Usage;
import xcflow.provenance.state.ExecutionState;
import xcflow.storage.LedgerDatabase;

/**
 * What an execution took that succeeded.
 *
 * @param seconds from its beginning to its end
 * @param usage of processor, memory and disk
 */
public record EarlierUse(String workflow, String step, String task, double seconds, Usage usage) {

    /** Of each of the tasks, the latest executions that succeeded here, the newest first. */
    public static List<EarlierUse> latest(
            LedgerDatabase database, Collection<String> tasks, int each) {
        return database.read(
                sql -> {
                    List<EarlierUse> all = new ArrayList<>();
                    for (String task : tasks) {
                        all.addAll(
                                sql.query(
                                        """
                                        select workflow, step, task,
                                               extract(epoch from (ended - started)),
                                               cpu_seconds, peak_memory, read_bytes, written_bytes
                                        from executions
                                        where task = ? and state = ? and run_id is not null
                                        order by id desc limit ?
                                        """,
                                        row ->
                                                new EarlierUse(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getString(3),
                                                        row.getDouble(4),
                                                        RecordRows.usage(row, 5)),
                                        task,
                                        ExecutionState.SUCCEEDED.name(),
                                        each));
                    }
                    return all;
                });
    }
}
