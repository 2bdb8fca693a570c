package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.event.Recording;
import xcflow.storage.Sql;

/** Artefacts and what executions did with them. */
public final class ArtefactRows {
    public static final String IN = "in";
    public static final String OUT = "out";

    private ArtefactRows() {}

    /** A row of the artefacts. */
    private record Known(long id, long size) {}

    /**
     * Records the artefacts that executions read or stored; each list in its order.
     *
     * @return the lists as they are recorded, with the sizes that the artefacts really have
     */
    public static Map<Long, List<ArtefactRef>> record(
            Recording recording, String direction, Map<Long, List<ArtefactRef>> byExecution) {
        Map<String, ArtefactRef> distinct = new LinkedHashMap<>();
        byExecution
                .values()
                .forEach(list -> list.forEach(a -> distinct.putIfAbsent(a.digest(), a.valid())));
        if (distinct.isEmpty()) {
            return byExecution;
        }
        Map<String, Known> known = known(recording, distinct);
        Map<Long, List<ArtefactRef>> recorded = new LinkedHashMap<>();
        List<Object[]> links = new ArrayList<>();
        byExecution.forEach(
                (execution, artefacts) -> {
                    List<ArtefactRef> list = new ArrayList<>(artefacts.size());
                    for (ArtefactRef artefact : artefacts) {
                        Known row = known.get(artefact.digest());
                        links.add(
                                new Object[] {
                                    execution,
                                    direction,
                                    list.size(),
                                    row.id(),
                                    artefact.name(),
                                    artefact.mediaType()
                                });
                        list.add(
                                new ArtefactRef(
                                        artefact.digest(),
                                        artefact.name(),
                                        artefact.mediaType(),
                                        row.size()));
                    }
                    recorded.put(execution, list);
                });
        recording
                .sql()
                .updateAll(
                        "insert into execution_artefacts"
                                + " (execution_id, direction, position, artefact_id, name, media_type)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        links);
        return recorded;
    }

    private static Map<String, Known> known(
            Recording recording, Map<String, ArtefactRef> distinct) {
        Map<String, Known> known = new HashMap<>();
        recording
                .sql()
                .query(
                        "select digest, id, size from artefacts where digest = any(?)",
                        row ->
                                known.put(
                                        row.getString("digest"),
                                        new Known(row.getLong("id"), row.getLong("size"))),
                        Sql.texts(distinct.keySet()));
        List<ArtefactRef> missing =
                distinct.values().stream().filter(a -> !known.containsKey(a.digest())).toList();
        List<Object[]> rows = new ArrayList<>(missing.size());
        missing.forEach(a -> rows.add(new Object[] {a.digest(), a.size(), recording.now()}));
        List<Long> made =
                recording
                        .sql()
                        .insertAll(
                                "insert into artefacts (digest, size, created) values (?, ?, ?)",
                                rows);
        for (int i = 0; i < made.size(); i++) {
            ArtefactRef artefact = missing.get(i);
            known.put(artefact.digest(), new Known(made.get(i), artefact.size()));
        }
        return known;
    }
}
