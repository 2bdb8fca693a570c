package xcflow.runner.web.act;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.audit.HomeAudit;
import xcflow.provenance.audit.HomeAuditReport;
import xcflow.runner.execution.Replay;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.EventStreams;
import xcflow.runner.http.RefusalException;
import xcflow.runner.view.AuditResult;
import xcflow.runner.view.AuditResults;
import xcflow.workflows.schema.TaskCatalog;

/** Audits the records, one audit at a time, and keeps what they found. */
public final class AuditActs {
    private static final Logger LOG = LoggerFactory.getLogger(AuditActs.class);

    private final Project project;
    private final TaskCatalog tasks;
    private final EventStreams events;
    private final AuditResults results;
    private final AtomicReference<String> underWay = new AtomicReference<>("");

    public AuditActs(Project project, TaskCatalog tasks, EventStreams events) {
        this.project = project;
        this.tasks = tasks;
        this.events = events;
        this.results = new AuditResults(project);
    }

    /** What is being audited; empty if nothing is. */
    public String underWay() {
        return underWay.get();
    }

    /** Begins an audit, and a replay of so many executions. */
    public void begin(int replays, Call call) throws RefusalException {
        String what = replays == 0 ? "an audit" : "an audit with replay of " + replays;
        if (!underWay.compareAndSet("", what)) {
            throw RefusalException.conflict(underWay.get() + " is under way");
        }
        String author = call.caller().name().orElse("");
        Thread thread = new Thread(() -> run(replays, author), "xcflow-audit");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(int replays, String author) {
        try {
            results.keep(audit(replays, author));
        } catch (Exception e) {
            LOG.error("the audit failed: {}", e.getMessage(), e);
        } finally {
            underWay.set("");
            events.send("audits", "{}");
        }
    }

    private AuditResult audit(int replays, String author) throws Exception {
        HomeAudit audit = project.provenance().audit();
        HomeAuditReport report = audit.run(HomeAudit.Scope.EVERYTHING, bytes -> {});
        List<Replay.Result> replayed =
                replays == 0
                        ? List.of()
                        : new Replay(project, tasks)
                                .replay(
                                        replays,
                                        audit.executions(HomeAudit.Scope.EVERYTHING),
                                        (execution, index, of, outcome) -> {});
        return results.of(report, replayed, author, Optional.empty());
    }

    /** The latest results, newest first. */
    public List<AuditResult> latest(int limit) {
        return results.latest(limit);
    }
}
