package xcflow.runner.web.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import xcflow.provenance.record.ArtefactRef;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.view.ArtefactSummary;
import xcflow.runner.view.GeometryNames;
import xcflow.spi.StructureFiles;
import xcflow.spi.StructureFiles.Geometry;
import xcflow.spi.StructureFiles.PlacedAtom;

/** Molecules and crystals, drawn by the server; with scripts they can be turned. */
public final class StructurePages {
    private static final List<String> TYPES = List.of("chemical/x-xyz", "chemical/x-cif");
    private static final int FILES = 50;
    private static final int CURVES = 12;
    private static final int MOST_ATOMS = 2000;

    private final Project project;
    private final GeometryNames names;
    private final PageTemplates templates;

    public StructurePages(Project project, GeometryNames names, PageTemplates templates) {
        this.project = project;
        this.names = names;
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/structures", Route.Need.READ, this::list),
                new Route("GET", "/structures/named/{name}", Route.Need.READ, this::named),
                new Route("GET", "/structures/{digest}", Route.Need.READ, this::file));
    }

    /** A file with geometries, and what is in it. */
    public record UsedFile(ArtefactSummary file, String titles) {}

    private static StructureFiles reader() throws RefusalException {
        return ServiceLoader.load(StructureFiles.class)
                .findFirst()
                .orElseThrow(() -> RefusalException.unknown("no module here knows structures"));
    }

    private Reply list(Call call) throws RefusalException, IOException {
        Map<String, Object> facts = new HashMap<>();
        List<UsedFile> files = new ArrayList<>();
        for (ArtefactRef found :
                project.provenance().browseArtefacts().artefacts(TYPES, 0, FILES)) {
            files.add(new UsedFile(ArtefactSummary.of(found), names.of(found)));
        }
        facts.put("files", files);
        facts.put(
                "curves",
                project
                        .provenance()
                        .browseArtefacts()
                        .named("eos-%", "image/svg+xml", CURVES)
                        .stream()
                        .map(ArtefactSummary::of)
                        .toList());
        facts.put("names", reader().names());
        return Reply.html(templates.page("structures", call, facts));
    }

    private Reply named(Call call) throws RefusalException, IOException {
        String name = call.variable("name");
        Geometry geometry =
                reader().named(name)
                        .orElseThrow(
                                () ->
                                        RefusalException.unknown(
                                                "no structure is called '" + name + "'"));
        return shown(call, name, "", List.of(geometry));
    }

    private Reply file(Call call) throws RefusalException, IOException {
        ArtefactSummary artefact = ArtefactPages.summary(project, call);
        if (!project.objects().contains(artefact.digest())) {
            throw new RefusalException(410, "the file is not in the store any more");
        }
        try {
            return shown(
                    call,
                    artefact.name(),
                    artefact.digest(),
                    reader().read(project.objects().file(artefact.digest()), artefact.name()));
        } catch (IOException e) {
            throw new RefusalException(422, e.getMessage());
        }
    }

    private Reply shown(Call call, String name, String digest, List<Geometry> frames)
            throws RefusalException, IOException {
        int frame = call.number("frame", 0, 0, Math.max(0, frames.size() - 1));
        double turn = call.number("turn", 25, -3600, 3600);
        double tilt = call.number("tilt", 15, -90, 90);
        Geometry geometry =
                frames.isEmpty()
                        ? new Geometry("nothing", List.of(), List.of())
                        : frames.get(frame);
        Map<String, Object> facts = new HashMap<>();
        facts.put("name", name);
        facts.put("digest", digest);
        facts.put("titles", frames.stream().map(Geometry::title).toList());
        facts.put("frame", frame);
        facts.put("turn", turn);
        facts.put("tilt", tilt);
        facts.put("geometry", geometry);
        facts.put("formula", formula(geometry));
        boolean drawn = geometry.atoms().size() <= MOST_ATOMS;
        facts.put("picture", drawn ? new StructurePicture(geometry).svg(turn, tilt) : "");
        facts.put("scene", drawn ? new StructurePicture(geometry).scene() : "");
        facts.put("distances", distances(geometry));
        return Reply.html(templates.page("structure", call, facts));
    }

    private static String formula(Geometry geometry) {
        Map<String, Integer> counts = new java.util.TreeMap<>();
        geometry.atoms().forEach(atom -> counts.merge(atom.element(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        counts.forEach((symbol, n) -> text.append(symbol).append(n == 1 ? "" : n));
        return text.toString();
    }

    /** A distance between two atoms. */
    public record Distance(String pair, double angstrom) {}

    /** The shortest distances of a molecule. */
    private static List<Distance> distances(Geometry geometry) {
        List<PlacedAtom> atoms = geometry.atoms();
        if (!geometry.lattice().isEmpty() || atoms.size() > 60) {
            return List.of();
        }
        List<Distance> all = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            for (int j = 0; j < i; j++) {
                all.add(
                        new Distance(
                                String.format(
                                        Locale.ROOT,
                                        "%s%d–%s%d",
                                        atoms.get(j).element(),
                                        j + 1,
                                        atoms.get(i).element(),
                                        i + 1),
                                StructurePicture.distance(atoms.get(i), atoms.get(j))));
            }
        }
        all.sort(Comparator.comparingDouble(Distance::angstrom));
        return all.subList(0, Math.min(12, all.size()));
    }
}
