package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.audit.Audit;
import xcflow.provenance.audit.AuditReport;
import xcflow.provenance.audit.Finding;
import xcflow.runner.execution.Replay;
import xcflow.runner.project.Project;
import xcflow.workflows.schema.TaskCatalog;

/** Checks that what is recorded is whole, unaltered and explained. */
@Command(
        name = "audit",
        description = "Hash every artefact again, walk the event chain and the lineage.")
final class AuditCommand implements Callable<Integer> {
    @Option(
            names = "--replay",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also compute N executions again and compare the digests.")
    private int replay;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            AuditReport report =
                    new Audit(project.provenance().database(), project.objects()).run();
            List<Replay.Result> replays =
                    replay > 0 ? new Replay(project, TaskCatalog.load()).replay(replay) : List.of();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, json(report, replays));
            } else {
                tell(report, replays, out);
            }
            out.flush();
            boolean same = replays.stream().noneMatch(r -> r.verdict() == Replay.Verdict.DIFFERENT);
            return report.clean() && same ? 0 : Errors.FAILED;
        }
    }

    private static void tell(AuditReport report, List<Replay.Result> replays, PrintWriter out) {
        report.findings().forEach(finding -> out.println(finding));
        if (report.found() > report.findings().size()) {
            out.println("… and " + (report.found() - report.findings().size()) + " more");
        }
        out.println(
                "%d events, %d executions, %d functional versions, %d artefacts (%.1f MB): %s"
                        .formatted(
                                report.events(),
                                report.executions(),
                                report.functionals(),
                                report.artefacts(),
                                report.bytes() / 1e6,
                                report.clean() ? "all is well" : report.found() + " findings"));
        for (Replay.Result result : replays) {
            out.println("replay of execution " + result.execution() + ": " + result.inWords());
        }
    }

    private static Map<String, Object> json(AuditReport report, List<Replay.Result> replays) {
        List<Object> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("subject", finding.subject());
            entry.put("what", finding.what());
            entry.put("expected", finding.expected());
            entry.put("found", finding.found());
            findings.add(entry);
        }
        List<Object> replayed = new ArrayList<>();
        for (Replay.Result result : replays) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("execution", result.execution());
            entry.put("verdict", result.verdict().name());
            entry.put("detail", result.detail());
            replayed.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clean", report.clean());
        json.put("events", report.events());
        json.put("executions", report.executions());
        json.put("functionals", report.functionals());
        json.put("artefacts", report.artefacts());
        json.put("bytes", report.bytes());
        json.put("findings", findings);
        json.put("replays", replayed);
        return json;
    }
}
