package xcflow.provenance.record;

import java.util.ArrayList;
import java.util.Collection;
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

    /** What the artefacts of executions are in the database, as far as they are in it. */
    public static final class Lookup {
        private final Sql.Later<List<Map.Entry<String, Known>>> rows;

        private Lookup(Sql.Later<List<Map.Entry<String, Known>>> rows) {
            this.rows = rows;
        }
    }

    /** Asks for the artefacts that will be recorded, if need be only when they are. */
    public static Lookup lookUp(Sql sql, Collection<List<ArtefactRef>> lists) {
        Collection<String> digests = distinct(lists).keySet();
        return new Lookup(
                digests.isEmpty()
                        ? List::of
                        : sql.queryLater(
                                "select digest, id, size from artefacts where digest = any(?)",
                                row ->
                                        Map.entry(
                                                row.getString("digest"),
                                                new Known(row.getLong("id"), row.getLong("size"))),
                                Sql.texts(digests)));
    }

    private static Map<String, ArtefactRef> distinct(Collection<List<ArtefactRef>> lists) {
        Map<String, ArtefactRef> distinct = new LinkedHashMap<>();
        lists.forEach(list -> list.forEach(a -> distinct.putIfAbsent(a.digest(), a.valid())));
        return distinct;
    }

    /**
     * Records the artefacts that executions read or stored; each list in its order.
     *
     * @return the lists as they are recorded, with the sizes that the artefacts really have
     */
    public static Map<Long, List<ArtefactRef>> record(
            Recording recording, String direction, Map<Long, List<ArtefactRef>> byExecution) {
        return record(
                recording, direction, byExecution, lookUp(recording.sql(), byExecution.values()));
    }

    /**
     * As {@link #record(Recording, String, Map)}.
     *
     * @param lookup has been asked for these artefacts at least
     */
    public static Map<Long, List<ArtefactRef>> record(
            Recording recording,
            String direction,
            Map<Long, List<ArtefactRef>> byExecution,
            Lookup lookup) {
        if (byExecution.values().stream().allMatch(List::isEmpty)) {
            return byExecution;
        }
        Map<String, Known> known = known(recording, lookup, distinct(byExecution.values()));
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
                .updateAllLater(
                        "insert into execution_artefacts"
                                + " (execution_id, direction, position, artefact_id, name, media_type)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        links);
        return recorded;
    }

    private static Map<String, Known> known(
            Recording recording, Lookup lookup, Map<String, ArtefactRef> distinct) {
        Map<String, Known> known = new HashMap<>();
        lookup.rows.get().forEach(row -> known.put(row.getKey(), row.getValue()));
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
