package xcflow.runner.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.view.ArtefactSummary;
import xcflow.runner.view.ExecutionDetail;
import xcflow.runner.view.ExecutionLogs;
import xcflow.runner.view.RunDetails;
import xcflow.runner.view.WorkerSummary;
import xcflow.runner.web.page.ArtefactPages;

/** What is there besides runs: logs, files, schedules, workers. */
final class HomeApi {
    private final Project project;
    private final Schedules schedules;
    private final RunDetails runs;

    HomeApi(Project project, Schedules schedules, RunDetails runs) {
        this.project = project;
        this.schedules = schedules;
        this.runs = runs;
    }

    /** A schedule. */
    record ScheduleSummary(
            String name,
            String file,
            String cron,
            String zone,
            List<String> settings,
            Optional<Instant> next,
            Optional<Instant> previous) {}

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.read(
                                "/api/executions/{execution}/log",
                                "runs",
                                "What an execution wrote, or has written so far",
                                Endpoint.list(ExecutionLogs.LogText.class),
                                this::log)
                        .path("execution", "integer", "number of an execution"),
                Endpoint.read(
                                "/api/artefacts/{digest}",
                                "artefacts",
                                "What is known of a file",
                                Endpoint.one(ArtefactSummary.class),
                                call -> ArtefactPages.summary(project, call))
                        .path("digest", "string", "SHA-256, in hexadecimal digits"),
                Endpoint.read(
                                "/api/artefacts/{digest}/content",
                                "artefacts",
                                "The content of a file",
                                Endpoint.other(),
                                call -> ArtefactPages.content(project, call))
                        .path("digest", "string", "SHA-256, in hexadecimal digits"),
                Endpoint.read(
                        "/api/schedules",
                        "schedules",
                        "Workflows that run at certain times",
                        Endpoint.list(ScheduleSummary.class),
                        call -> schedules.list().stream().map(HomeApi::summary).toList()),
                Endpoint.read(
                                "/api/workers",
                                "workers",
                                "Processes that execute instances, newest first",
                                Endpoint.list(WorkerSummary.class),
                                call ->
                                        project
                                                .provenance()
                                                .browse()
                                                .workers(ApiJson.limit(call))
                                                .stream()
                                                .map(WorkerSummary::of)
                                                .toList())
                        .query(
                                "limit",
                                Map.of("type", "integer", "minimum", 1, "maximum", ApiJson.MOST),
                                "how many to give (default: 50)"));
    }

    private List<ExecutionLogs.LogText> log(Call call) throws Exception {
        ExecutionDetail execution =
                runs.execution(call.number("execution"))
                        .orElseThrow(
                                () ->
                                        RefusalException.unknown(
                                                "there is no execution "
                                                        + call.variable("execution")));
        return new ExecutionLogs(project).of(execution);
    }

    private static ScheduleSummary summary(Schedules.Schedule schedule) {
        return new ScheduleSummary(
                schedule.name(),
                schedule.file().toString(),
                schedule.cron(),
                schedule.zone().toString(),
                schedule.settings(),
                schedule.next(),
                schedule.previous());
    }
}
