package xcflow.provenance.run;

import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.Recording;
import xcflow.storage.Sha256;
import xcflow.storage.Sql;

/** What runs found outside of their inputs, such as the image that a tag was. */
final class RunFindings {
    private RunFindings() {}

    static Optional<String> find(Sql sql, long run, String about) {
        return sql.first(
                "select answer from run_findings where run_id = ? and digest = ?",
                row -> row.getString(1),
                run,
                Sha256.of(about));
    }

    /** Records an answer unless there is one already; gives the one that counts. */
    static String record(Recording recording, long run, String about, String answer) {
        Optional<String> known = find(recording.sql(), run, about);
        if (known.isPresent()) {
            return known.get();
        }
        recording
                .sql()
                .update(
                        "insert into run_findings (run_id, digest, about, answer) values (?, ?, ?, ?)",
                        run,
                        Sha256.of(about),
                        about,
                        answer);
        recording.event("run-found", "run/" + run, Map.of("about", about, "answer", answer));
        return answer;
    }
}
