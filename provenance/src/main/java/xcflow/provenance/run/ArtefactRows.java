package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.event.Recording;

/** Artefacts and what executions did with them. */
final class ArtefactRows {
    static final String IN = "in";
    static final String OUT = "out";

    private ArtefactRows() {}

    /** Records the artefacts that executions read or stored; each list in its order. */
    static void record(
            Recording recording, String direction, Map<Long, List<ArtefactRef>> byExecution) {
        Map<String, ArtefactRef> distinct = new LinkedHashMap<>();
        byExecution
                .values()
                .forEach(list -> list.forEach(a -> distinct.putIfAbsent(a.digest(), a.valid())));
        if (distinct.isEmpty()) {
            return;
        }
        Map<String, Long> ids = ids(recording, distinct);
        PreparedBatch links =
                recording
                        .handle()
                        .prepareBatch(
                                "insert into execution_artefacts"
                                        + " (execution_id, direction, position, artefact_id, name, media_type)"
                                        + " values (?, ?, ?, ?, ?, ?)");
        byExecution.forEach(
                (execution, artefacts) -> {
                    for (int position = 0; position < artefacts.size(); position++) {
                        ArtefactRef artefact = artefacts.get(position);
                        links.add(
                                execution,
                                direction,
                                position,
                                ids.get(artefact.digest()),
                                artefact.name(),
                                artefact.mediaType());
                    }
                });
        links.execute();
    }

    private static Map<String, Long> ids(Recording recording, Map<String, ArtefactRef> distinct) {
        Map<String, Long> ids = new HashMap<>();
        recording
                .handle()
                .createQuery("select digest, id from artefacts where digest = any(:digests)")
                .bindArray("digests", String.class, new ArrayList<>(distinct.keySet()))
                .map((row, context) -> ids.put(row.getString("digest"), row.getLong("id")))
                .list();
        List<ArtefactRef> missing =
                distinct.values().stream().filter(a -> !ids.containsKey(a.digest())).toList();
        if (missing.isEmpty()) {
            return ids;
        }
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                "insert into artefacts (digest, size, created) values (?, ?, ?)");
        missing.forEach(a -> batch.add(a.digest(), a.size(), recording.now()));
        List<Long> made = batch.executePreparedBatch("id").mapTo(Long.class).list();
        for (int i = 0; i < made.size(); i++) {
            ids.put(missing.get(i).digest(), made.get(i));
        }
        return ids;
    }
}
