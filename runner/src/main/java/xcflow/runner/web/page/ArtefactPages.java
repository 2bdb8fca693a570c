package xcflow.runner.web.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.view.ArtefactSummary;
import xcflow.runner.view.FunctionalDetails;
import xcflow.spi.FunctionalComparison;
import xcflow.storage.ObjectStore;

/** Files of the store. Their content may come from anybody: a browser must not run it. */
public final class ArtefactPages {
    /** Types that a browser shows; all others it saves. */
    private static final Set<String> SHOWN =
            Set.of("image/svg+xml", "image/png", "text/csv", "text/plain", "text/markdown");

    private static final String LOCKED =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static final String FUNCTIONAL = "application/vnd.xcflow.functional+zip";
    private static final FunctionalComparison.Place DENSITY =
            new FunctionalComparison.Place(2, 0, 1);

    private final Project project;
    private final ArtefactPreviews previews;
    private final FunctionalDetails functionals;
    private final PageTemplates templates;

    public ArtefactPages(
            Project project,
            ArtefactPreviews previews,
            FunctionalDetails functionals,
            PageTemplates templates) {
        this.project = project;
        this.previews = previews;
        this.functionals = functionals;
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/artefacts/{digest}", Route.Need.READ, this::page),
                new Route(
                        "GET",
                        "/artefacts/{digest}/content",
                        Route.Need.READ,
                        call -> content(project, call)));
    }

    /** What is known of the file that a request names. */
    public static ArtefactSummary summary(Project project, Call call) throws RefusalException {
        String digest = call.variable("digest").toLowerCase(Locale.ROOT);
        return project.provenance()
                .browseArtefacts()
                .artefact(digest)
                .map(ArtefactSummary::of)
                .orElseThrow(
                        () -> RefusalException.unknown("no artefact has the digest " + digest));
    }

    private Reply page(Call call) throws RefusalException, IOException {
        ArtefactSummary artefact = summary(project, call);
        Map<String, Object> facts = new HashMap<>();
        facts.put("artefact", artefact);
        facts.put("here", project.objects().contains(artefact.digest()));
        facts.put("previews", previews.of(artefact).stream().toList());
        facts.put("uses", project.provenance().browseArtefacts().uses(artefact.digest(), 50));
        facts.put("functional", artefact.mediaType().equals(FUNCTIONAL));
        facts.put("curves", artefact.mediaType().equals(FUNCTIONAL) ? curves(artefact) : "");
        return Reply.html(templates.page("artefact", call, facts));
    }

    /** Enhancement factors of a functional at one density; empty if there are none. */
    private String curves(ArtefactSummary artefact) {
        List<FunctionalRecord> versions =
                functionals.find(artefact.digest()).stream().limit(1).toList();
        LinePlot plot = new LinePlot("s", "F", false);
        try {
            for (FunctionalComparison.Enhancement curve :
                    functionals.enhancement(versions, DENSITY)) {
                plot.add("F " + curve.part(), curve.s(), curve.factor());
            }
        } catch (IOException | RuntimeException e) {
            return "";
        }
        return versions.isEmpty() ? "" : plot.svg();
    }

    /** The content of the file that a request names. */
    public static Reply content(Project project, Call call) throws RefusalException, IOException {
        ArtefactSummary artefact = summary(project, call);
        if (!ObjectStore.names(artefact.digest()) || !project.objects().sound(artefact.digest())) {
            throw new RefusalException(
                    410, "the file " + artefact.name() + " is not in the store any more");
        }
        String type = artefact.mediaType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean shown = SHOWN.contains(type);
        String name = artefact.name().replaceAll("[^A-Za-z0-9._-]", "_");
        boolean text = type.startsWith("text/");
        return new Reply.OfFile(
                project.objects().file(artefact.digest()),
                !shown
                        ? "application/octet-stream"
                        : type.equals("text/csv") || type.equals("text/markdown")
                                ? "text/plain; charset=utf-8"
                                : text ? type + "; charset=utf-8" : type,
                Map.of(
                        "Content-Security-Policy",
                        LOCKED,
                        "Content-Disposition",
                        (shown ? "inline" : "attachment") + "; filename=\"" + name + "\""));
    }
}
