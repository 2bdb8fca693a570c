package xcflow.provenance.audit;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import xcflow.provenance.record.ArtefactUses;
import xcflow.storage.Sql;

/**
 * Results that may come from altered content: whatever read or stored an artefact that was found
 * altered, and what was made of that, until it has been computed again with the same outcome.
 */
final class DerivedAudit implements AuditCheck {

    /** A result as it answers lookups. */
    private record Result(long id, String subject, String cacheKey, String outputs) {}

    @Override
    public void check(Sql sql, Sealed sealed, Findings findings, Findings notices) {
        for (Sealed.Damage damage : sealed.damaged()) {
            String artefact = String.format(Locale.ROOT, "artefact %s", damage.digest());
            String uses = new ArtefactUses(sql).of(damage.digest());
            for (long execution : damage.executions()) {
                result(sql, execution)
                        .ifPresent(old -> compare(sql, old, artefact, uses, findings));
            }
        }
    }

    private static void compare(
            Sql sql, Result old, String artefact, String uses, Findings findings) {
        List<Result> again =
                sql.query(
                        SELECT
                                + "where cache_key = ? and id > ? and state = 'SUCCEEDED'"
                                + " and reusable order by id desc",
                        DerivedAudit::read,
                        old.cacheKey(),
                        old.id());
        String subject = old.subject() + functionals(sql, old.id());
        if (again.isEmpty()) {
            findings.add(
                    subject,
                    String.format(
                            Locale.ROOT,
                            "may come from %s (%s), which was found altered; it has not been computed again",
                            artefact,
                            uses));
        } else if (!Objects.equals(again.get(0).outputs(), old.outputs())) {
            findings.add(
                    subject,
                    String.format(
                            Locale.ROOT,
                            "came from %s (%s), which was found altered; %s, which computed it again, has other outputs",
                            artefact,
                            uses,
                            again.get(0).subject()));
        }
    }

    private static final String SELECT =
            "select id, workflow, step, run_id, cache_key, outputs from executions ";

    private static java.util.Optional<Result> result(Sql sql, long id) {
        return sql.first(SELECT + "where id = ?", DerivedAudit::read, id);
    }

    private static Result read(java.sql.ResultSet row) throws java.sql.SQLException {
        long id = row.getLong(1);
        String step = row.getString(2) + "/" + row.getString(3);
        long run = row.getLong(4);
        return new Result(
                id,
                String.format(
                        Locale.ROOT,
                        "execution %d (%s%s)",
                        id,
                        step,
                        run == 0 ? "" : " in run " + run),
                row.getString(5),
                row.getString(6));
    }

    private static String functionals(Sql sql, long execution) {
        List<String> labels =
                sql.query(
                        "select concat(name, '@', number) from functionals where execution_id = ?"
                                + " order by id",
                        row -> row.getString(1),
                        execution);
        return labels.isEmpty() ? "" : ", functional " + String.join(", ", labels);
    }
}
