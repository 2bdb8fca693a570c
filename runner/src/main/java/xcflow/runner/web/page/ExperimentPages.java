package xcflow.runner.web.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xcflow.runner.explain.Explanation;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.view.ExperimentFiles;
import xcflow.runner.web.act.ExperimentActs;
import xcflow.runner.web.act.RunActs;
import xcflow.storage.Sha256;

/** Workflow files: read, checked, changed and run in the browser. */
public final class ExperimentPages {
    private static final int LONGEST = 1 << 20;
    private static final int MOST_LINES = 300;

    private final ExperimentFiles files;
    private final ExperimentActs acts;
    private final RunActs runs;
    private final PageTemplates templates;

    public ExperimentPages(
            ExperimentFiles files, ExperimentActs acts, RunActs runs, PageTemplates templates) {
        this.files = files;
        this.acts = acts;
        this.runs = runs;
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/experiments", Route.Need.READ, this::list),
                new Route("POST", "/experiments/save", Route.Need.ACT, this::save),
                new Route("POST", "/experiments/preview", Route.Need.ACT, this::preview),
                new Route("POST", "/experiments/run", Route.Need.ACT, this::run),
                new Route("GET", "/experiments/file/{path...}", Route.Need.READ, this::page));
    }

    private Reply list(Call call) throws IOException {
        return Reply.html(templates.page("experiments", call, Map.of("files", files.list())));
    }

    private Path file(String path) throws RefusalException {
        Path file = runs.within(path);
        String name = file.getFileName().toString();
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw RefusalException.unknown("'" + path + "' is not a workflow");
        }
        return file;
    }

    private static String text(Path file) throws RefusalException, IOException {
        if (Files.size(file) > LONGEST) {
            throw RefusalException.conflict("files of more than 1 MB are not shown");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private Map<String, Object> facts(String path) throws RefusalException, IOException {
        Path file = file(path);
        String text = text(file);
        Map<String, Object> facts = new HashMap<>();
        facts.put("file", path);
        facts.put("text", text);
        facts.put("digest", Sha256.of(text));
        facts.put("checked", files.check(file, text));
        facts.put("given", Map.of());
        return facts;
    }

    private Reply page(Call call) throws RefusalException, IOException {
        return Reply.html(templates.page("experiment", call, facts(call.variable("path"))));
    }

    private static String where(String path) {
        return "/experiments/file/" + Say.encoded(path).replace("%2F", "/");
    }

    private Reply save(Call call) throws RefusalException, IOException {
        Map<String, String> form = call.form();
        String path = form.getOrDefault("file", "");
        // Browsers end lines of forms as mail does.
        String text = form.getOrDefault("text", "").replace("\r\n", "\n");
        acts.save(file(path), text, form.getOrDefault("digest", ""));
        return Reply.elsewhere(where(path));
    }

    private Reply preview(Call call) throws RefusalException, IOException {
        Map<String, String> form = call.form();
        String path = form.getOrDefault("file", "");
        Map<String, Object> facts = facts(path);
        List<Explanation> explanations = acts.preview(ExperimentActs.request(file(path), form));
        Map<String, Integer> counts = new TreeMap<>();
        explanations.forEach(e -> counts.merge(e.verdict().name(), 1, Integer::sum));
        facts.put("given", form);
        facts.put("preview", explanations.stream().limit(MOST_LINES).toList());
        facts.put("previewCounts", counts);
        facts.put("previewed", explanations.size());
        return Reply.html(templates.page("experiment", call, facts));
    }

    private Reply run(Call call) throws RefusalException, IOException {
        Map<String, String> form = call.form();
        long run =
                runs.beginRequest(
                        ExperimentActs.request(file(form.getOrDefault("file", "")), form));
        return Reply.elsewhere("/runs/" + run);
    }
}
