package xcflow.runner.web.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.LineageGraph;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.view.FunctionalDetail;
import xcflow.runner.view.FunctionalDetails;
import xcflow.runner.view.FunctionalSummary;
import xcflow.runner.web.act.FunctionalActs;
import xcflow.spi.FunctionalComparison;

/** Functional versions, their lineage, tags and approval. */
final class FunctionalApi {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final String HOW =
            "NAME@NUMBER, NAME for the latest, a tag, or digits of a digest";

    private final FunctionalDetails functionals;
    private final FunctionalActs acts;

    FunctionalApi(FunctionalDetails functionals, FunctionalActs acts) {
        this.functionals = functionals;
        this.acts = acts;
    }

    /** Something in a lineage. */
    record LineageNode(String id, String kind, String label, Map<String, Object> facts) {}

    /** What one thing in a lineage has to do with another. */
    record LineageEdge(String from, String to, String relation) {}

    /** Where a functional comes from, or what became of it. */
    record LineageAnswer(String root, List<LineageNode> nodes, List<LineageEdge> edges) {}

    /** An enhancement factor over the reduced gradient. */
    record CurveAnswer(String label, String part, List<Double> s, List<Double> factor) {}

    /** A tag. */
    record WantedTag(String tag) {}

    /** A note. */
    record WantedNote(String note) {}

    /** A stage of approval. */
    record WantedStage(String stage, Optional<String> remark) {}

    List<Endpoint> endpoints() {
        String one = "/api/functionals/{functional}";
        return List.of(
                Endpoint.read(
                                "/api/functionals",
                                "functionals",
                                "Functional versions, newest first",
                                Endpoint.page(FunctionalSummary.class),
                                call ->
                                        functionals.list(
                                                call.parameter("name"),
                                                call.parameter("tag"),
                                                ApiJson.offset(call),
                                                ApiJson.limit(call)))
                        .query("name", TEXT, "only versions of this series")
                        .query("tag", TEXT, "only versions with this tag")
                        .paged(),
                about(one, "A functional version", Endpoint.one(FunctionalDetail.class), this::one),
                about(
                        one + "/lineage",
                        "Everything that led to a version",
                        Endpoint.one(LineageAnswer.class),
                        call -> answer(functionals.lineage(version(call)))),
                about(
                        one + "/descendants",
                        "Everything that was made of a version or used it",
                        Endpoint.one(LineageAnswer.class),
                        call -> answer(functionals.descendants(version(call)))),
                about(
                                one + "/enhancement",
                                "Enhancement factors of a version",
                                Endpoint.list(CurveAnswer.class),
                                this::enhancement)
                        .query(
                                "rs",
                                Map.of("type", "number", "minimum", 0.05, "maximum", 100),
                                "r_s in bohr (default: 2)")
                        .query(
                                "zeta",
                                Map.of("type", "number", "minimum", -1, "maximum", 1),
                                "spin polarisation (default: 0)")
                        .query(
                                "alpha",
                                Map.of("type", "number", "minimum", 0, "maximum", 20),
                                "for meta-GGAs (default: 1)"),
                act("POST", one + "/tags", "Tags a version", this::tag).body(WantedTag.class),
                act("DELETE", one + "/tags/{tag}", "Takes a tag away", this::untag)
                        .path("tag", "string", "the tag"),
                act("POST", one + "/notes", "Adds a note to a version", this::note)
                        .body(WantedNote.class),
                act("POST", one + "/stage", "Puts a version into a stage of approval", this::stage)
                        .body(WantedStage.class));
    }

    private static Endpoint about(
            String template, String summary, Endpoint.Result result, Endpoint.Work work) {
        return Endpoint.read(template, "functionals", summary, result, work)
                .path("functional", "string", HOW);
    }

    private static Endpoint act(
            String method, String template, String summary, Endpoint.Work work) {
        return Endpoint.act(
                        method,
                        template,
                        "functionals",
                        summary,
                        Endpoint.one(FunctionalDetail.class),
                        work)
                .path("functional", "string", HOW);
    }

    private FunctionalRecord version(Call call) throws RefusalException {
        String text = call.variable("functional");
        return ApiJson.found(functionals.find(text), "functional version called '" + text + "'");
    }

    private FunctionalDetail one(Call call) throws RefusalException {
        return functionals.detail(version(call));
    }

    private static LineageAnswer answer(LineageGraph graph) {
        List<LineageNode> nodes = new ArrayList<>();
        graph.nodes()
                .values()
                .forEach(
                        node ->
                                nodes.add(
                                        new LineageNode(
                                                node.id(),
                                                node.kind().name().toLowerCase(Locale.ROOT),
                                                node.label(),
                                                node.facts())));
        return new LineageAnswer(
                graph.root(),
                nodes,
                graph.edges().stream()
                        .map(edge -> new LineageEdge(edge.from(), edge.to(), edge.relation()))
                        .toList());
    }

    private List<CurveAnswer> enhancement(Call call) throws RefusalException {
        FunctionalComparison.Place place =
                new FunctionalComparison.Place(
                        call.number("rs", 2, 0.05, 100),
                        call.number("zeta", 0, -1, 1),
                        call.number("alpha", 1, 0, 20));
        try {
            return functionals.enhancement(List.of(version(call)), place).stream()
                    .map(
                            curve ->
                                    new CurveAnswer(
                                            curve.label(),
                                            curve.part(),
                                            Arrays.stream(curve.s()).boxed().toList(),
                                            Arrays.stream(curve.factor()).boxed().toList()))
                    .toList();
        } catch (IOException e) {
            throw RefusalException.conflict(e.getMessage());
        }
    }

    private FunctionalDetail tag(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.tag(version.label(), ApiJson.read(call, WantedTag.class).tag());
        return functionals.detail(version);
    }

    private FunctionalDetail untag(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.untag(version.label(), call.variable("tag"));
        return functionals.detail(version);
    }

    private FunctionalDetail note(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        acts.note(version.label(), ApiJson.read(call, WantedNote.class).note(), call);
        return functionals.detail(version);
    }

    private FunctionalDetail stage(Call call) throws RefusalException {
        FunctionalRecord version = version(call);
        WantedStage wanted = ApiJson.read(call, WantedStage.class);
        acts.approve(version.label(), wanted.stage(), wanted.remark().orElse(""), call);
        return functionals.detail(version);
    }
}
