package xcflow.runner.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.functional.LineageGraph;
import xcflow.provenance.functional.LineageGraph.Edge;
import xcflow.provenance.functional.LineageGraph.Kind;
import xcflow.provenance.functional.LineageGraph.Node;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.run.RunLedger;

/**
 * The geometries behind a functional. Molecules are named in inputs; the positions that these names
 * meant are stored as files by the executions, and end the way back.
 */
public record LineageGeometries(RunLedger ledger, GeometryNames names) {
    /** Media type of a file with the positions of atoms. */
    public static final String MEDIA_TYPE = "chemical/x-xyz";

    /** A lineage to which the geometries that its executions stored are added. */
    public LineageGraph with(LineageGraph lineage) {
        Map<String, Node> nodes = new LinkedHashMap<>(lineage.nodes());
        List<Edge> edges = new ArrayList<>(lineage.edges());
        for (Node node : lineage.nodes().values()) {
            if (node.kind() == Kind.EXECUTION) {
                long execution = Long.parseLong(node.id().substring(node.id().indexOf('/') + 1));
                for (ArtefactRef stored : ledger.outputArtefacts(execution)) {
                    if (stored.mediaType().equals(MEDIA_TYPE)) {
                        String id = "artefact/" + stored.digest();
                        String called = names.of(stored);
                        nodes.putIfAbsent(
                                id,
                                new Node(
                                        id,
                                        Kind.ARTEFACT,
                                        called.isEmpty() ? stored.name() : called,
                                        () -> facts(stored, called)));
                        edges.add(new Edge(node.id(), id, "used"));
                    }
                }
            }
        }
        return new LineageGraph(lineage.root(), nodes, edges);
    }

    private static Map<String, Object> facts(ArtefactRef artefact, String called) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("digest", artefact.digest());
        facts.put("name", artefact.name());
        facts.put("media-type", artefact.mediaType());
        facts.put("size", artefact.size());
        facts.put("molecules", called);
        return facts;
    }
}
