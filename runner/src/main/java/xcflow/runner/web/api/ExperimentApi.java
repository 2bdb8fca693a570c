package xcflow.runner.web.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.view.AuditResult;
import xcflow.runner.view.ExperimentFiles;
import xcflow.runner.web.act.AuditActs;
import xcflow.runner.web.act.RunActs;
import xcflow.workflows.document.WorkflowSchema;
import xcflow.workflows.schema.TaskCatalog;

/** Workflow files, their schema, and audits. */
final class ExperimentApi {
    private static final int LATEST = 20;
    private static final int MOST_REPLAYS = 100_000;

    private final TaskCatalog tasks;
    private final ExperimentFiles experiments;
    private final RunActs runs;
    private final AuditActs audits;
    private volatile String schema;

    ExperimentApi(TaskCatalog tasks, ExperimentFiles experiments, RunActs runs, AuditActs audits) {
        this.tasks = tasks;
        this.experiments = experiments;
        this.runs = runs;
        this.audits = audits;
    }

    /**
     * @param file path of a workflow in the directory of the server
     * @param text what is checked instead of the file's text
     */
    record WantedCheck(String file, Optional<String> text) {}

    /**
     * @param replay number of executions to compute again
     */
    record WantedAudit(Optional<Integer> replay) {}

    /** An audit that was begun. */
    record BegunAudit(String underWay) {}

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.read(
                        "/api/experiments",
                        "experiments",
                        "Workflow files in the directory of the server",
                        Endpoint.list(ExperimentFiles.ExperimentSummary.class),
                        call -> experiments.list()),
                checking(),
                Endpoint.read(
                        "/api/schema.json",
                        "experiments",
                        "JSON Schema of workflow files",
                        Endpoint.one(Object.class),
                        call -> Reply.text(200, "application/json", schema())),
                Endpoint.read(
                        "/api/audits",
                        "audits",
                        "What the latest audits found, newest first",
                        Endpoint.list(AuditResult.class),
                        call -> audits.latest(LATEST)),
                Endpoint.act(
                                "POST",
                                "/api/audits",
                                "audits",
                                "Begins an audit",
                                new Endpoint.Result(BegunAudit.class, Endpoint.Shape.ONE, 202),
                                this::audit)
                        .body(WantedAudit.class));
    }

    /** Only reads, although it is sent with a body. */
    private Endpoint checking() {
        return new Endpoint(
                "POST",
                "/api/experiments/check",
                Route.Need.READ,
                "experiments",
                "Says everything that is wrong with a workflow",
                List.of(),
                Optional.of(WantedCheck.class),
                Endpoint.one(ExperimentFiles.Checked.class),
                this::check);
    }

    private ExperimentFiles.Checked check(Call call) throws Exception {
        WantedCheck wanted = ApiJson.read(call, WantedCheck.class);
        Path file = runs.within(wanted.file());
        String text =
                wanted.text().isPresent()
                        ? wanted.text().get()
                        : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return experiments.check(file, text);
    }

    private String schema() {
        if (schema == null) {
            schema = WorkflowSchema.text(tasks);
        }
        return schema;
    }

    private BegunAudit audit(Call call) throws RefusalException {
        int replays = ApiJson.read(call, WantedAudit.class).replay().orElse(0);
        if (replays < 0 || replays > MOST_REPLAYS) {
            throw new RefusalException(422, "replay is a number from 0 to " + MOST_REPLAYS);
        }
        audits.begin(replays, call);
        return new BegunAudit(audits.underWay());
    }
}
