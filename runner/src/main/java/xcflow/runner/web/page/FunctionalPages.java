package xcflow.runner.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.LineageGraph;
import xcflow.runner.graph.GraphPicture;
import xcflow.runner.graph.LineageDrawing;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.view.FunctionalDetail;
import xcflow.runner.view.FunctionalDetails;
import xcflow.runner.view.LineageGeometries;
import xcflow.runner.web.act.FunctionalActs;
import xcflow.spi.FunctionalComparison;

/** The registry of functionals, and the pages of a functional. */
public final class FunctionalPages {
    private static final int VERSIONS = 50;
    private static final int MOST = 100_000_000;
    private static final int LARGEST_GRAPH = 250;
    private static final List<String> PARTS = List.of("xc", "x", "c");

    private final FunctionalDetails functionals;
    private final FunctionalActs acts;
    private final PageTemplates templates;

    public FunctionalPages(
            FunctionalDetails functionals, FunctionalActs acts, PageTemplates templates) {
        this.functionals = functionals;
        this.acts = acts;
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        String one = "/functionals/{functional}";
        return List.of(
                new Route("GET", "/functionals", Route.Need.READ, this::list),
                new Route("GET", one, Route.Need.READ, this::page),
                new Route("GET", one + "/curves", Route.Need.READ, this::curvesAlone),
                new Route("GET", one + "/card", Route.Need.READ, this::card),
                new Route("GET", one + "/lineage", Route.Need.READ, this::lineage),
                new Route("GET", one + "/descendants", Route.Need.READ, this::lineage),
                new Route("GET", one + "/export/{format}", Route.Need.READ, this::export),
                new Route("POST", one + "/tag", Route.Need.ACT, this::tag),
                new Route("POST", one + "/untag", Route.Need.ACT, this::untag),
                new Route("POST", one + "/note", Route.Need.ACT, this::note),
                new Route("POST", one + "/approve", Route.Need.ACT, this::approve));
    }

    private Reply list(Call call) throws RefusalException, IOException {
        Optional<String> name = call.parameter("name");
        Map<String, Object> facts = new HashMap<>();
        facts.put(
                "page",
                functionals.list(
                        name, call.parameter("tag"), call.number("offset", 0, 0, MOST), VERSIONS));
        return Reply.html(templates.page("functionals", call, facts));
    }

    private FunctionalRecord version(Call call) throws RefusalException {
        String text = call.variable("functional");
        return functionals
                .find(text)
                .orElseThrow(
                        () ->
                                RefusalException.unknown(
                                        "no functional version is called '" + text + "'"));
    }

    private Reply page(Call call) throws RefusalException, IOException {
        FunctionalRecord version = version(call);
        FunctionalDetail detail = functionals.detail(version);
        Map<String, Object> facts = new HashMap<>(curves(call, version, detail));
        facts.put("functional", detail);
        facts.put("formats", detail.here() ? functionals.formats() : List.of());
        facts.put("stages", FunctionalDetails.STAGES);
        facts.put("overVersions", functionals.overVersions(version.name()));
        return Reply.html(templates.page("functional", call, facts));
    }

    private Reply curvesAlone(Call call) throws RefusalException, IOException {
        FunctionalRecord version = version(call);
        FunctionalDetail detail = functionals.detail(version);
        Map<String, Object> facts = new HashMap<>(curves(call, version, detail));
        facts.put("functional", detail);
        return Reply.html(templates.page("functional-curves-part", call, facts));
    }

    /** Enhancement factors beside those of the parents, of the reference, and of any other. */
    private Map<String, Object> curves(Call call, FunctionalRecord version, FunctionalDetail detail)
            throws RefusalException {
        FunctionalComparison.Place place =
                new FunctionalComparison.Place(
                        call.number("rs", 2, 0.05, 100),
                        call.number("zeta", 0, -1, 1),
                        call.number("alpha", 1, 0, 20));
        String part = call.parameter("part").filter(PARTS::contains).orElse("xc");
        Map<Long, FunctionalRecord> shown = new LinkedHashMap<>();
        shown.put(version.id(), version);
        detail.summary().parents().stream()
                .filter(parent -> parent.known())
                .flatMap(parent -> functionals.find(parent.label()).stream())
                .forEach(parent -> shown.putIfAbsent(parent.id(), parent));
        Optional<String> other = call.parameter("other");
        Optional<FunctionalRecord> found = other.flatMap(functionals::find);
        found.ifPresent(record -> shown.putIfAbsent(record.id(), record));
        Map<String, Object> facts = new HashMap<>();
        facts.put("place", place);
        facts.put("part", part);
        facts.put("other", other.orElse(""));
        String trouble =
                other.isPresent() && found.isEmpty()
                        ? "no functional version is called '" + other.get() + "'"
                        : "";
        try {
            LinePlot plot = new LinePlot("s", "F" + (part.equals("xc") ? "" : " " + part), false);
            for (FunctionalComparison.Enhancement curve :
                    functionals.enhancement(List.copyOf(shown.values()), place)) {
                if (curve.part().equals(part)) {
                    plot.add(curve.label(), curve.s(), curve.factor());
                }
            }
            facts.put("curves", plot.svg());
        } catch (IOException | RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
            facts.put("curves", "");
        }
        facts.put("trouble", trouble);
        return facts;
    }

    private Reply card(Call call) throws RefusalException, IOException {
        FunctionalRecord version = stored(call);
        return Reply.html(new String(functionals.card(version), StandardCharsets.UTF_8));
    }

    private FunctionalRecord stored(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        if (!functionals.detail(version).here()) {
            throw RefusalException.conflict(
                    version.kind().equals("reference")
                            ? version.name() + " is built in and has no file"
                            : "the file of " + version.label() + " is not in the store any more");
        }
        return version;
    }

    private Reply export(Call call) throws RefusalException, IOException {
        FunctionalRecord version = stored(call);
        String format = call.variable("format");
        Map<String, byte[]> files;
        try {
            files =
                    functionals
                            .export(version, format)
                            .orElseThrow(
                                    () ->
                                            RefusalException.unknown(
                                                    "there is no format '" + format + "'"));
        } catch (IOException e) {
            // Not every format can say everything.
            throw new RefusalException(
                    422,
                    version.label() + " cannot be exported as " + format + ": " + e.getMessage());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // The same version gives the same bytes.
                entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        String name = (version.label() + "-" + format).replaceAll("[^A-Za-z0-9._@-]", "_");
        return new Reply.Whole(
                200,
                "application/zip",
                bytes.toByteArray(),
                Map.of("Content-Disposition", "attachment; filename=\"" + name + ".zip\""));
    }

    private Reply lineage(Call call) throws RefusalException, IOException {
        FunctionalRecord version = version(call);
        boolean back = call.path().endsWith("/lineage");
        LineageGraph graph = back ? functionals.lineage(version) : functionals.descendants(version);
        Map<String, Object> facts = new HashMap<>();
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (LineageGraph.Node node : graph.nodes().values()) {
            Map<String, Object> entry = new HashMap<>();
            entry.put("label", node.label());
            String link = link(node);
            entry.put(
                    "kind",
                    link.startsWith("/structures/")
                            ? "geometry"
                            : node.kind().name().toLowerCase(java.util.Locale.ROOT));
            entry.put("link", link);
            if (nodes.size() < LARGEST_GRAPH) {
                nodes.add(entry);
            }
        }
        facts.put("label", version.label());
        facts.put("back", back);
        facts.put("nodes", nodes);
        facts.put("count", graph.nodes().size());
        facts.put(
                "graph",
                graph.nodes().size() > LARGEST_GRAPH
                        ? ""
                        : GraphPicture.element(
                                LineageDrawing.of(graph, node -> Optional.of(link(node)))));
        return Reply.html(templates.page("lineage", call, facts));
    }

    /** Where the page of a node is; files that are geometries lead to the structure. */
    private static String link(LineageGraph.Node node) {
        String id = node.id().substring(node.id().indexOf('/') + 1);
        return switch (node.kind()) {
            case FUNCTIONAL -> "/functionals/" + Say.encoded(node.label().split(" ", 2)[0]);
            case EXECUTION -> "/executions/" + id;
            case ARTEFACT ->
                    LineageGeometries.MEDIA_TYPE.equals(node.facts().get("media-type"))
                            ? "/structures/" + id
                            : "/artefacts/" + id;
        };
    }

    private static Reply back(FunctionalRecord version) {
        return Reply.elsewhere("/functionals/" + Say.encoded(version.label()));
    }

    private Reply tag(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.tag(version.label(), call.form().get("tag"));
        return back(version);
    }

    private Reply untag(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.untag(version.label(), call.form().getOrDefault("tag", ""));
        return back(version);
    }

    private Reply note(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.note(version.label(), call.form().get("note"), call);
        return back(version);
    }

    private Reply approve(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.approve(version.label(), call.form().get("stage"), call.form().get("remark"), call);
        return back(version);
    }
}
