package xcflow.runner.web.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.web.act.AuditActs;

/** What audits found, and signatures. */
public final class AuditPages {
    private static final int RESULTS = 10;
    private static final int SIGNATURES = 20;
    private static final int MOST_REPLAYS = 100_000;

    private final Project project;
    private final AuditActs acts;
    private final PageTemplates templates;

    public AuditPages(Project project, AuditActs acts, PageTemplates templates) {
        this.project = project;
        this.acts = acts;
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/audit", Route.Need.READ, this::page),
                new Route("POST", "/audit", Route.Need.ACT, this::begin));
    }

    private Reply page(Call call) throws IOException {
        Map<String, Object> facts = new HashMap<>();
        facts.put("results", acts.latest(RESULTS));
        facts.put("underWay", acts.underWay());
        facts.put("signatures", project.provenance().signatures().latest(SIGNATURES));
        facts.put("head", project.provenance().events().head());
        return Reply.html(templates.page("audit", call, facts));
    }

    private Reply begin(Call call) throws RefusalException {
        String text = call.form().getOrDefault("replay", "0").strip();
        int replays;
        try {
            replays = text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RefusalException(422, "replay is a number of executions, not '" + text + "'");
        }
        if (replays < 0 || replays > MOST_REPLAYS) {
            throw new RefusalException(422, "replay is a number from 0 to " + MOST_REPLAYS);
        }
        acts.begin(replays, call);
        return Reply.elsewhere("/audit");
    }
}
