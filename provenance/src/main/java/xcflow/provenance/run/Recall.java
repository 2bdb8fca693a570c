package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.ArtefactUses;
import xcflow.provenance.record.ExecutionClosure;
import xcflow.provenance.record.RecordRows;
import xcflow.storage.Sql;

/** Takes what was made of an altered artefact out of the cache. */
final class Recall {
    static final String EVENT = "artefact-damaged";

    /** A statement with longer lists becomes slow. */
    private static final int BATCH = 500;

    private Recall() {}

    static Recalled of(Recording recording, String digest, String file) {
        Sql sql = recording.sql();
        String uses = new ArtefactUses(sql).of(digest);
        if (known(sql, digest, file)) {
            return new Recalled(digest, uses, List.of(), List.of());
        }
        ExecutionClosure closure = new ExecutionClosure(sql).derivedFrom(List.of(digest));
        List<Long> derived = new ArrayList<>(closure.executions());
        List<Long> served = new ArrayList<>();
        List<String> functionals = new ArrayList<>();
        for (int from = 0; from < derived.size(); from += BATCH) {
            Sql.Values batch =
                    Sql.longs(derived.subList(from, Math.min(derived.size(), from + BATCH)));
            served.addAll(
                    sql.query(
                            "select id from executions where id = any(?) and reusable"
                                    + " and state = 'SUCCEEDED' order by id",
                            RecordRows.ID,
                            batch));
            functionals.addAll(
                    sql.query(
                            "select concat(name, '@', number) from functionals"
                                    + " where execution_id = any(?) order by id",
                            RecordRows.TEXT,
                            batch));
        }
        for (long execution : served) {
            Completions.disqualify(recording, execution, "artefact " + digest + " was altered");
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("file", file);
        payload.put("executions", served);
        recording.event(EVENT, "artefact/" + digest, payload);
        return new Recalled(digest, uses, served, functionals);
    }

    private static boolean known(Sql sql, String digest, String file) {
        return sql
                .query(
                        "select payload from events where subject = ? and type = ?",
                        RecordRows.TEXT,
                        "artefact/" + digest,
                        EVENT)
                .stream()
                .anyMatch(payload -> payload.contains("\"" + file + "\""));
    }

    /** Those of the files that were put aside of which the ledger does not know yet. */
    static Set<String> unknown(Sql sql, Set<String> files) {
        Set<String> unknown = new TreeSet<>();
        for (String file : files) {
            if (!known(sql, file.substring(0, Math.min(64, file.length())), file)) {
                unknown.add(file);
            }
        }
        return unknown;
    }
}
