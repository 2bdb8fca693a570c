package xcflow.provenance.exchange;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Seals;
import xcflow.storage.Sql;

/** What the event log says of records that are to be exported. */
final class SealedRecords {
    private final Sql sql;

    SealedRecords(Sql sql) {
        this.sql = sql;
    }

    /** Hash of the last event that seals each of the subjects. */
    Map<String, String> hashes(Collection<String> subjects) {
        Map<String, String> hashes = new HashMap<>();
        sql.query(
                "select subject, hash from events where subject = any(?) order by seq",
                row -> hashes.put(row.getString(1), row.getString(2)),
                Sql.texts(subjects));
        return hashes;
    }

    /**
     * Compares executions with the facts that were sealed when they ended: what was altered since
     * is not exported.
     */
    void check(List<ExecutionRecord> page) {
        Map<String, String> facts = new HashMap<>();
        sql.query(
                "select subject, payload from events where subject = any(?) and type <> ? order by seq",
                row -> {
                    String payload = row.getString(2);
                    return payload.contains("\"cache-key\"")
                            ? facts.put(row.getString(1), payload)
                            : null;
                },
                Sql.texts(
                        page.stream()
                                .map(record -> "execution/" + record.execution().id())
                                .collect(Collectors.toList())),
                "execution-disqualified");
        for (ExecutionRecord record : page) {
            String sealed = facts.get("execution/" + record.execution().id());
            if (sealed == null || !same(record, sealed)) {
                throw new DamagedArchiveException(
                        String.format(
                                Locale.ROOT,
                                "execution %d (%s/%s) was altered in this project and is not exported; 'xcflow audit' says what was",
                                record.execution().id(),
                                record.execution().workflow(),
                                record.execution().step()));
            }
        }
    }

    private static boolean same(ExecutionRecord record, String sealed) {
        Map<String, Object> own = Seals.of(record.execution(), record.inputs(), record.outputs());
        if (CanonicalJson.of(own).equals(sealed)) {
            return true;
        }
        // It may have been taken out of the cache since.
        JsonNode payload = CanonicalJson.parse(sealed);
        own.put("reusable", payload.path("reusable").asBoolean());
        return CanonicalJson.of(own).equals(sealed);
    }
}
