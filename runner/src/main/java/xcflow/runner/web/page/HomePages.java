package xcflow.runner.web.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quartz.SchedulerException;
import xcflow.provenance.browse.RunQuery;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.http.Access;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.view.Paged;
import xcflow.runner.view.RunDetail;
import xcflow.runner.view.RunDetails;
import xcflow.runner.view.RunSummary;
import xcflow.runner.view.WorkerSummary;

/** What goes on, and how a session begins. */
public final class HomePages {
    private static final int LATEST = 10;
    private static final int LOOKED = 50;
    private static final int MOST_FAILED = 5;
    private static final int MOST_RUNNING = 10;
    private static final int WORKERS = 5;

    private final Project project;
    private final Schedules schedules;
    private final RunDetails runs;
    private final Access access;
    private final PageTemplates templates;

    public HomePages(
            Project project,
            Schedules schedules,
            RunDetails runs,
            Access access,
            PageTemplates templates) {
        this.project = project;
        this.schedules = schedules;
        this.runs = runs;
        this.access = access;
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/", Route.Need.READ, this::home),
                new Route("GET", "/session", Route.Need.NOTHING, this::session),
                new Route("POST", "/login", Route.Need.NOTHING, this::login));
    }

    private Reply home(Call call) throws IOException, SchedulerException {
        Paged<RunSummary> latest = runs.list(RunQuery.ALL, 0, LOOKED);
        List<RunDetail> running = new ArrayList<>();
        RunQuery going = RunQuery.in(RunState.RUNNING);
        for (RunSummary run : runs.list(going, 0, MOST_RUNNING).items()) {
            runs.detail(run.run()).ifPresent(running::add);
        }
        Map<String, Object> facts = new HashMap<>();
        facts.put("running", running);
        facts.put(
                "failed",
                latest.items().stream()
                        .filter(run -> run.state().equals("FAILED"))
                        .limit(MOST_FAILED)
                        .toList());
        facts.put("latest", latest.items().stream().limit(LATEST).toList());
        facts.put("total", latest.total());
        facts.put("schedules", schedules.list());
        facts.put("room", project.objects().room());
        facts.put(
                "workers",
                project.provenance().browse().workers(WORKERS).stream()
                        .map(WorkerSummary::of)
                        .toList());
        return Reply.html(templates.page("home", call, facts));
    }

    private Reply session(Call call) throws RefusalException {
        String cookie =
                call.parameter("key")
                        .flatMap(access::beginWithKey)
                        .orElseThrow(
                                () ->
                                        new RefusalException(
                                                403,
                                                "this link is not valid any more: use the one that"
                                                        + " xcflow serve printed last"));
        return Reply.elsewhere("/").with("Set-Cookie", cookie);
    }

    private Reply login(Call call) throws RefusalException {
        String cookie =
                Optional.ofNullable(call.form().get("token"))
                        .map(String::strip)
                        .flatMap(access::beginWithToken)
                        .orElseThrow(() -> new RefusalException(401, "no token is like that one"));
        return Reply.elsewhere("/").with("Set-Cookie", cookie);
    }
}
