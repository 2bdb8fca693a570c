package xcflow.provenance.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import xcflow.storage.Sql;

/**
 * Tasks whose code changed while their version stayed the same: the cache serves results of both.
 * That the results are the same is for their authors to say; that they are not, the records may
 * say.
 */
final class CodeAudit implements AuditCheck {

    private record Code(String task, String version) {}

    private record Result(String subject, String code, String outputs) {}

    @Override
    public void check(Sql sql, Sealed sealed, Findings findings, Findings notices) {
        Map<Code, List<String>> changed = new LinkedHashMap<>();
        sql.query(
                """
                select task, task_version, code_digest, min(id) as first from executions
                where state = 'SUCCEEDED' and reusable group by task, task_version, code_digest order by first
                """,
                row ->
                        changed.computeIfAbsent(
                                        new Code(row.getString(1), row.getString(2)),
                                        code -> new ArrayList<>())
                                .add(
                                        String.format(
                                                Locale.ROOT,
                                                "%s from execution %d on",
                                                shortly(row),
                                                row.getLong(4))));
        changed.forEach(
                (code, digests) -> {
                    if (digests.size() > 1) {
                        notices.add(
                                String.format(
                                        Locale.ROOT,
                                        "task %s, version %s",
                                        code.task(),
                                        code.version()),
                                "was computed by different code under the same version ("
                                        + String.join("; ", digests)
                                        + "); '--cache strict' tells them apart");
                        contradictions(sql, code, findings);
                    }
                });
    }

    private static String shortly(java.sql.ResultSet row) throws java.sql.SQLException {
        String digest = row.getString(3);
        return digest.substring(0, Math.min(12, digest.length()));
    }

    /** The same key with other code and other outputs. */
    private static void contradictions(Sql sql, Code code, Findings findings) {
        Map<String, Result> first = new LinkedHashMap<>();
        sql.query(
                """
                select id, workflow, step, code_digest, outputs, cache_key from executions
                where task = ? and task_version = ? and state = 'SUCCEEDED' and reusable order by id
                """,
                row -> {
                    Result result =
                            new Result(
                                    String.format(
                                            Locale.ROOT,
                                            "execution %d (%s/%s)",
                                            row.getLong(1),
                                            row.getString(2),
                                            row.getString(3)),
                                    row.getString(4),
                                    row.getString(5));
                    Result before = first.putIfAbsent(row.getString(6), result);
                    if (before != null
                            && !before.code().equals(result.code())
                            && !Objects.equals(before.outputs(), result.outputs())) {
                        findings.add(
                                result.subject(),
                                String.format(
                                        Locale.ROOT,
                                        "has other outputs than %s, with the same inputs and version of task %s but other code: its version must be raised",
                                        before.subject(),
                                        code.task()));
                    }
                    return result;
                },
                code.task(),
                code.version());
    }
}
