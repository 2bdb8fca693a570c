package xcflow.runner.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import xcflow.provenance.functional.LineageGraph;

class GraphPictureTest {
    private static final List<StepGraph.Step> STEPS =
            List.of(
                    new StepGraph.Step("data", "sample", List.of(), Map.of("CACHED", 1), "2 s"),
                    new StepGraph.Step(
                            "clone<1>",
                            "clone",
                            List.of("data"),
                            Map.of("FAILED", 3),
                            "1 min 3 s"));

    @Test
    void stepsAreBoxesWithNumbersByState() throws Exception {
        String svg = GraphPicture.element(StepGraph.of(STEPS, step -> Optional.empty()));
        Document document = parse(svg);
        assertThat(document.getDocumentElement().getAttribute("aria-label"))
                .contains("2 steps", "clone<1> needs data");
        assertThat(svg).contains("clone × 3", "d-FAILED", "d-CACHED", ">3</text>");
        assertThat(svg).doesNotContain("style=", "<a ", "<script");
    }

    @Test
    void boxesCanBeLinks() {
        String svg =
                GraphPicture.element(StepGraph.of(STEPS, step -> Optional.of("#step-" + step)));
        assertThat(svg).contains("<a href=\"#step-data\">", "<a href=\"#step-clone&lt;1&gt;\">");
    }

    @Test
    void namesMayHoldWhateverAFileHolds() throws Exception {
        StepGraph.Step odd =
                new StepGraph.Step("a\"b&\u0007c]]>", "<script>", List.of(), Map.of(), "");
        String svg = GraphPicture.element(StepGraph.of(List.of(odd), step -> Optional.of("\">")));
        parse(svg);
        assertThat(svg).doesNotContain("<script>");
    }

    @Test
    void withoutStepsThereIsNoPicture() {
        assertThat(GraphPicture.element(StepGraph.of(List.of(), step -> Optional.empty())))
                .isEmpty();
    }

    @Test
    void aLineageOfManyDiamondsIsDrawnAtOnce() throws Exception {
        Map<String, LineageGraph.Node> nodes = new LinkedHashMap<>();
        List<LineageGraph.Edge> edges = new ArrayList<>();
        int length = 60;
        for (int i = 0; i <= length; i++) {
            for (String side : List.of("top", "left", "right")) {
                String id = side + i;
                nodes.put(id, new LineageGraph.Node(id, LineageGraph.Kind.EXECUTION, id, Map::of));
            }
        }
        for (int i = 0; i < length; i++) {
            for (String side : List.of("left", "right")) {
                edges.add(new LineageGraph.Edge("top" + i, side + i, "used"));
                edges.add(new LineageGraph.Edge(side + i, "top" + (i + 1), "used"));
            }
            edges.add(new LineageGraph.Edge("top" + i, "top" + (i + 1), "used"));
        }
        String svg =
                GraphPicture.document(
                        LineageDrawing.of(
                                new LineageGraph("top0", nodes, edges), n -> Optional.empty()));
        parse(svg);
        assertThat(svg).contains(">top0<", ">top60<");
    }

    @Test
    void aLineageShowsSeedsAndDatesAndTheRelationOfVersions() {
        Map<String, Object> facts =
                Map.of(
                        "name", "pbe-clone",
                        "number", 2,
                        "architecture", "constrained",
                        "details", Map.of("seed", "3"),
                        "created", "2026-11-28T10:20:30Z");
        Map<String, LineageGraph.Node> nodes = new LinkedHashMap<>();
        nodes.put(
                "functional/2",
                new LineageGraph.Node(
                        "functional/2", LineageGraph.Kind.FUNCTIONAL, "pbe-clone@2", () -> facts));
        nodes.put(
                "functional/1",
                new LineageGraph.Node(
                        "functional/1", LineageGraph.Kind.FUNCTIONAL, "PBE@1", Map::of));
        nodes.put(
                "execution/9",
                new LineageGraph.Node(
                        "execution/9", LineageGraph.Kind.EXECUTION, "made it again", Map::of));
        LineageGraph lineage =
                new LineageGraph(
                        "functional/2",
                        nodes,
                        List.of(
                                new LineageGraph.Edge(
                                        "functional/2", "functional/1", "cloned-from")));
        Diagram graph = LineageDrawing.of(lineage, node -> Optional.of("/" + node.id()));
        assertThat(graph.arrows())
                .containsExactly(
                        new Diagram.Arrow(
                                "functional/1",
                                "functional/2",
                                "cloned-from",
                                "pbe-clone@2 – cloned-from – PBE@1"));
        assertThat(GraphPicture.element(graph))
                .contains("pbe-clone@2", "seed 3", "2026-11-28 10:20 UTC", ">cloned-from<")
                .contains("<a href=\"/functional/1\">")
                .doesNotContain("made it again");
    }

    @Test
    void descendantsAreDrawnWithTimeToo() {
        Map<String, LineageGraph.Node> nodes = new LinkedHashMap<>();
        for (String id : List.of("functional/1", "functional/2")) {
            nodes.put(id, new LineageGraph.Node(id, LineageGraph.Kind.FUNCTIONAL, id, Map::of));
        }
        LineageGraph lineage =
                new LineageGraph(
                        "functional/1",
                        nodes,
                        List.of(
                                new LineageGraph.Edge(
                                        "functional/1",
                                        "functional/2",
                                        "parent of (cloned-from)")));
        Diagram.Arrow arrow = LineageDrawing.of(lineage, node -> Optional.empty()).arrows().get(0);
        assertThat(List.of(arrow.from(), arrow.to(), arrow.label()))
                .containsExactly("functional/1", "functional/2", "cloned-from");
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
