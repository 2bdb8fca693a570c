package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.provenance.functional.LineageGraph.Edge;
import xcflow.provenance.functional.LineageGraph.Node;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ExecutionClosure;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.storage.Sql;

/** Walks the records with few queries, whose number does not grow with the length of the chain. */
final class Lineage {
    /** A row is compared with all elements of an array, so that arrays must stay short. */
    private static final int BATCH = 100;

    private final Sql sql;
    private final RecordReader reader;
    private final LineageNodes describe;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final Map<String, FunctionalRecord> byDigest = new HashMap<>();

    Lineage(Sql sql) {
        this.sql = sql;
        this.reader = new RecordReader(sql);
        this.describe = LineageNodes.of(sql);
    }

    LineageGraph ancestry(FunctionalRecord root) {
        ExecutionClosure closure = new ExecutionClosure(sql).functionals(List.of(root.id()));
        // The root comes first; what follows is fetched at once, however long the chain is.
        List<FunctionalRecord> versions = new ArrayList<>(List.of(root));
        FunctionalQueries.byIds(sql, closure.functionals()).stream()
                .filter(version -> version.id() != root.id())
                .forEach(versions::add);
        functionals(versions);
        executions(closure.executions());
        return graph(root);
    }

    private LineageGraph graph(FunctionalRecord root) {
        return new LineageGraph(LineageNodes.id(root), nodes, List.copyOf(edges));
    }

    /** Adds versions that are not there yet, then their makers and parents. */
    private void functionals(Collection<FunctionalRecord> versions) {
        List<FunctionalRecord> added = versions.stream().filter(this::add).toList();
        if (added.isEmpty()) {
            return;
        }
        Set<Long> parents = new LinkedHashSet<>();
        Set<Long> makers = new LinkedHashSet<>();
        for (FunctionalRecord version : added) {
            version.execution()
                    .ifPresent(
                            maker -> {
                                makers.add(maker);
                                edge(LineageNodes.id(version), "execution/" + maker, "made by");
                            });
            for (FunctionalRecord.Parent parent : version.parents()) {
                parent.version()
                        .ifPresent(
                                id -> {
                                    parents.add(id);
                                    edge(
                                            LineageNodes.id(version),
                                            "functional/" + id,
                                            parent.relation());
                                });
            }
        }
        functionals(FunctionalQueries.byIds(sql, parents));
        executions(makers);
    }

    private boolean add(FunctionalRecord version) {
        byDigest.putIfAbsent(version.digest(), version);
        return nodes.putIfAbsent(LineageNodes.id(version), describe.node(version)) == null;
    }

    private void edge(String from, String to, String relation) {
        edges.add(new Edge(from, to, relation));
    }

    private void executions(Collection<Long> ids) {
        List<Long> missing =
                ids.stream().filter(id -> !nodes.containsKey("execution/" + id)).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<ExecutionRecord> records = reader.executions(missing);
        Map<String, ArtefactRef> inputs = new LinkedHashMap<>();
        for (ExecutionRecord record : records) {
            nodes.put("execution/" + record.execution().id(), describe.node(record));
            record.inputs().forEach(input -> inputs.putIfAbsent(input.digest(), input));
        }
        Map<String, FunctionalRecord> functionals = functionalsAmong(inputs.keySet());
        Map<String, Long> makers = makers(sql, inputs.keySet());
        Set<Long> next = new LinkedHashSet<>();
        for (ExecutionRecord record : records) {
            String execution = "execution/" + record.execution().id();
            for (ArtefactRef input : record.inputs()) {
                FunctionalRecord functional = functionals.get(input.digest());
                if (functional != null) {
                    edge(execution, LineageNodes.id(functional), "used");
                    continue;
                }
                String artefact = "artefact/" + input.digest();
                nodes.putIfAbsent(artefact, LineageNodes.node(input));
                edge(execution, artefact, "used");
                Long maker = makers.get(input.digest());
                if (maker != null) {
                    edge(artefact, "execution/" + maker, "made by");
                    next.add(maker);
                }
            }
        }
        functionals(functionals.values());
        executions(next);
    }

    private Map<String, FunctionalRecord> functionalsAmong(Collection<String> digests) {
        List<Long> ids =
                sql.query(
                        "select min(id) from functionals where digest = any(?) group by digest",
                        row -> row.getLong(1),
                        Sql.texts(digests));
        Map<String, FunctionalRecord> found = new LinkedHashMap<>();
        for (FunctionalRecord version : FunctionalQueries.byIds(sql, ids)) {
            found.put(version.digest(), byDigest.getOrDefault(version.digest(), version));
        }
        return found;
    }

    /** The first successful execution that stored each of the artefacts. */
    static Map<String, Long> makers(Sql sql, Collection<String> digests) {
        Map<String, Long> makers = new HashMap<>();
        sql.query(
                """
                select a.digest, min(e.id) as id from artefacts a
                join execution_artefacts x on x.artefact_id = a.id and x.direction = 'out'
                join executions e on e.id = x.execution_id and e.state = 'SUCCEEDED'
                where a.digest = any(?) group by a.digest
                """,
                row -> makers.put(row.getString(1), row.getLong(2)),
                Sql.texts(digests));
        return makers;
    }

    LineageGraph descendants(FunctionalRecord root) {
        List<Long> ids =
                sql.query(
                        """
                        with recursive family(id) as (
                            select id from functionals where id = ?
                            union
                            select p.functional_id from functional_parents p
                            join family f on f.id = p.parent_id)
                        select id from family
                        """,
                        row -> row.getLong(1),
                        root.id());
        Set<Long> family = new HashSet<>(ids);
        List<FunctionalRecord> versions = FunctionalQueries.byIds(sql, ids);
        add(root);
        versions.forEach(this::add);
        for (FunctionalRecord child : versions) {
            for (FunctionalRecord.Parent parent : child.parents()) {
                parent.version()
                        .filter(family::contains)
                        .ifPresent(
                                id ->
                                        edge(
                                                "functional/" + id,
                                                LineageNodes.id(child),
                                                "parent of (" + parent.relation() + ")"));
            }
        }
        uses(versions);
        return graph(root);
    }

    /** Executions that read the files of versions. */
    private void uses(List<FunctionalRecord> versions) {
        Map<String, FunctionalRecord> files = new HashMap<>();
        versions.forEach(version -> files.put(version.digest(), version));
        Set<Long> users = new LinkedHashSet<>();
        List<String> digests = List.copyOf(files.keySet());
        for (int from = 0; from < digests.size(); from += BATCH) {
            users.addAll(
                    sql.query(
                            """
                            select distinct x.execution_id from execution_artefacts x
                            join artefacts a on a.id = x.artefact_id and x.direction = 'in'
                            join executions e on e.id = x.execution_id and e.state = 'SUCCEEDED'
                            where a.digest = any(?)
                            """,
                            row -> row.getLong(1),
                            Sql.texts(
                                    digests.subList(
                                            from, Math.min(digests.size(), from + BATCH)))));
        }
        for (ExecutionRecord record : reader.executions(users)) {
            String execution = "execution/" + record.execution().id();
            nodes.putIfAbsent(execution, describe.node(record));
            record.inputs().stream()
                    .map(ArtefactRef::digest)
                    .filter(files::containsKey)
                    .forEach(
                            digest ->
                                    edge(LineageNodes.id(files.get(digest)), execution, "used by"));
        }
    }
}
