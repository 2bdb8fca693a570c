package xcflow.provenance.audit;

import java.util.HashMap;
import java.util.Map;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.Marks;
import xcflow.storage.Sql;

/** Names, labels and notes of runs, and what runs found: they must be what the log sealed. */
final class MarksAudit implements AuditCheck {

    @Override
    public void check(Sql sql, Sealed sealed, Findings findings, Findings notices) {
        marks(sql, findings);
        answers(sql, findings);
    }

    private static void marks(Sql sql, Findings findings) {
        Map<String, String> last = new HashMap<>();
        sql.query(
                "select subject, payload from events where type = 'run-marked' order by seq",
                row -> last.put(row.getString(1), row.getString(2)));
        sql.query(
                "select run_id, name, labels, notes from run_marks",
                row -> {
                    String subject = "run/" + row.getLong(1);
                    String facts =
                            CanonicalJson.of(
                                    Marks.read(row.getString(2), row.getString(3), row.getString(4))
                                            .facts());
                    compare(subject, last.remove(subject), facts, findings);
                    return subject;
                });
        last.keySet()
                .forEach(
                        subject ->
                                findings.add(
                                        subject, "its name, labels and notes are not on record"));
    }

    private static void compare(String subject, String sealed, String facts, Findings findings) {
        if (sealed == null || !CanonicalJson.ofText(sealed).equals(facts)) {
            findings.add(
                    subject,
                    "its name, labels or notes are not those that were sealed: they were altered");
        }
    }

    private static void answers(Sql sql, Findings findings) {
        Map<String, Integer> sealed = new HashMap<>();
        sql.query(
                "select subject, payload from events where type = 'run-found'",
                row ->
                        sealed.merge(
                                row.getString(1) + CanonicalJson.ofText(row.getString(2)),
                                1,
                                Integer::sum));
        sql.query(
                "select run_id, about, answer from run_findings",
                row -> {
                    String subject = "run/" + row.getLong(1);
                    String facts =
                            CanonicalJson.of(
                                    Map.of(
                                            "about", row.getString(2),
                                            "answer", row.getString(3)));
                    if (sealed.remove(subject + facts) == null) {
                        findings.add(
                                subject,
                                "what it found of "
                                        + row.getString(2)
                                        + " is not what was sealed: it was altered");
                    }
                    return subject;
                });
    }
}
