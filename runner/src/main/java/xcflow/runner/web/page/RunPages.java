package xcflow.runner.web.page;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.browse.InstanceFilter;
import xcflow.provenance.browse.RunQuery;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.report.HtmlReport;
import xcflow.runner.report.ReportCollector;
import xcflow.runner.view.Paged;
import xcflow.runner.view.RunDetail;
import xcflow.runner.view.RunDetails;
import xcflow.runner.view.RunSummary;
import xcflow.runner.view.RunViews;
import xcflow.runner.view.StepDetail;
import xcflow.runner.web.act.RunActs;
import xcflow.workflows.schema.TaskCatalog;

/** The list of runs, and the page of a run with its parts, which are also sent alone. */
public final class RunPages {
    private static final int RUNS = 50;
    private static final int INSTANCES = 100;
    private static final int MOST = 100_000_000;

    private final Project project;
    private final TaskCatalog tasks;
    private final RunDetails runs;
    private final RunActs acts;
    private final RunPictures pictures;
    private final PageTemplates templates;

    public RunPages(
            Project project,
            TaskCatalog tasks,
            RunDetails runs,
            RunActs acts,
            PageTemplates templates) {
        this.project = project;
        this.tasks = tasks;
        this.runs = runs;
        this.acts = acts;
        this.pictures = new RunPictures(project.provenance().browse());
        this.templates = templates;
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/runs", Route.Need.READ, this::list),
                new Route("GET", "/runs/{run}", Route.Need.READ, this::run),
                new Route("GET", "/runs/{run}/part/{part}", Route.Need.READ, this::part),
                new Route("GET", "/runs/{run}/report", Route.Need.READ, this::report),
                new Route(
                        "POST",
                        "/runs/{run}/cancel",
                        Route.Need.ACT,
                        call -> back(acts.cancel(call.number("run")))),
                new Route(
                        "POST",
                        "/runs/{run}/resume",
                        Route.Need.ACT,
                        call -> back(acts.resume(call.number("run")))),
                new Route(
                        "POST",
                        "/runs/{run}/pause",
                        Route.Need.ACT,
                        call -> back(acts.pause(call.number("run")))),
                new Route("POST", "/runs/{run}/priority", Route.Need.ACT, this::prioritise));
    }

    private Reply prioritise(Call call) throws RefusalException, IOException {
        String text = call.form().getOrDefault("priority", "").strip();
        try {
            return back(acts.prioritise(call.number("run"), Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            throw new RefusalException(422, "a priority is a whole number, not '" + text + "'");
        }
    }

    private static Reply back(long run) {
        return Reply.elsewhere("/runs/" + run);
    }

    private Reply list(Call call) throws RefusalException, IOException {
        RunQuery filter =
                new RunQuery(
                        state(call, RunState.class),
                        call.parameter("workflow"),
                        call.parameter("label"),
                        day(call, "since"),
                        day(call, "until").map(time -> time.plus(Duration.ofDays(1))));
        Paged<RunSummary> page = runs.list(filter, call.number("offset", 0, 0, MOST), RUNS);
        return Reply.html(
                templates.page(
                        "runs", call, Map.of("page", page, "states", names(RunState.values()))));
    }

    private static List<String> names(Enum<?>... values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    static <E extends Enum<E>> Optional<E> state(Call call, Class<E> type) throws RefusalException {
        Optional<String> name = call.parameter("state");
        try {
            return name.map(text -> Enum.valueOf(type, text));
        } catch (IllegalArgumentException e) {
            throw RefusalException.unusable("there is no state '" + name.get() + "'");
        }
    }

    private static Optional<Instant> day(Call call, String name) throws RefusalException {
        Optional<String> text = call.parameter(name);
        try {
            return text.map(LocalDate::parse)
                    .filter(day -> day.getYear() > 0 && day.getYear() < 9999)
                    .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            throw RefusalException.unusable(
                    name + " is a day such as 2026-11-28, not '" + text.get() + "'");
        }
    }

    private Reply run(Call call) throws RefusalException, IOException {
        RunDetail run = detail(call);
        Map<String, Object> facts = new HashMap<>(progress(run));
        facts.putAll(timeline(run));
        facts.putAll(instances(call, run));
        facts.putAll(matrix(call, run));
        return Reply.html(templates.page("run", call, facts));
    }

    private RunDetail detail(Call call) throws RefusalException, IOException {
        return runs.detail(call.number("run"))
                .orElseThrow(
                        () -> RefusalException.unknown("there is no run " + call.variable("run")));
    }

    /** A part of the page alone, to replace the one that is shown. */
    private Reply part(Call call) throws RefusalException, IOException {
        RunDetail run = detail(call);
        String part = call.variable("part");
        Map<String, Object> facts =
                new HashMap<>(
                        switch (part) {
                            case "progress" -> progress(run);
                            case "timeline" -> timeline(run);
                            case "instances" -> instances(call, run);
                            case "matrix" -> matrix(call, run);
                            default ->
                                    throw RefusalException.unknown(
                                            "a run has no part '" + part + "'");
                        });
        facts.put("run", run);
        facts.put("part", part);
        Reply reply = Reply.html(templates.page("run-part", call, facts));
        // Once the run is over its results are to be seen, too: the whole page is loaded again.
        return run.summary().active() || !call.wantsPart()
                ? reply
                : reply.with("HX-Refresh", "true");
    }

    private Map<String, Object> progress(RunDetail run) {
        return Map.of("run", run, "graph", pictures.graph(run));
    }

    private Map<String, Object> timeline(RunDetail run) {
        return Map.of("run", run, "timeline", pictures.timeline(run.summary()));
    }

    private Map<String, Object> instances(Call call, RunDetail run) throws RefusalException {
        InstanceFilter filter =
                new InstanceFilter(call.parameter("step"), state(call, InstanceState.class));
        return Map.of(
                "run",
                run,
                "instances",
                runs.instances(
                                run.summary().run(),
                                filter,
                                call.number("offset", 0, 0, MOST),
                                INSTANCES)
                        .orElseThrow(),
                "instanceStates",
                names(InstanceState.values()));
    }

    private Map<String, Object> matrix(Call call, RunDetail run) {
        Optional<String> chosen =
                call.parameter("step")
                        .or(
                                () ->
                                        run.steps().stream()
                                                .filter(step -> step.instances() > 3)
                                                .map(StepDetail::step)
                                                .findFirst());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run);
        chosen.flatMap(step -> pictures.heatMap(run.summary().run(), step))
                .ifPresent(map -> facts.put("heat", map));
        return facts;
    }

    private Reply report(Call call) throws RefusalException, IOException {
        Run run =
                project.ledger()
                        .run(call.number("run"))
                        .orElseThrow(
                                () ->
                                        RefusalException.unknown(
                                                "there is no run " + call.variable("run")));
        StringWriter out = new StringWriter();
        new HtmlReport()
                .write(
                        new ReportCollector(project.provenance(), tasks)
                                .collect(new RunViews(project).of(run)),
                        out);
        return Reply.html(out.toString());
    }
}
