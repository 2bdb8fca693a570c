package xcflow.runner.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.access.KeptAudits.KeptAudit;
import xcflow.provenance.audit.AuditFinding;
import xcflow.provenance.audit.HomeAuditReport;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.record.Execution;
import xcflow.runner.execution.Replay;
import xcflow.runner.home.Project;

/** Results of audits, wherever these were begun, with names that people know. */
public record AuditResults(Project project) {
    private static final int MOST_FINDINGS = 200;

    /**
     * What is shown of an audit.
     *
     * @param author who asked for it
     * @param subject the run or functional version that it was limited to; empty if to none
     */
    public AuditResult of(
            HomeAuditReport report,
            List<Replay.Result> replays,
            String author,
            Optional<String> subject) {
        List<AuditResult.ReplayLine> replayed = new ArrayList<>();
        for (Replay.Result result : replays) {
            replayed.add(
                    new AuditResult.ReplayLine(
                            result.execution(),
                            project.ledger()
                                    .execution(result.execution())
                                    .map(Execution::task)
                                    .orElse(""),
                            result.verdict().name(),
                            result.inWords()));
        }
        boolean same = replays.stream().noneMatch(r -> r.verdict() == Replay.Verdict.DIFFERENT);
        return new AuditResult(
                Instant.now(),
                author,
                subject,
                report.clean() && same,
                report.counts().events(),
                report.counts().executions(),
                report.counts().functionals(),
                report.counts().artefacts(),
                report.counts().bytes(),
                report.found(),
                lines(report.findings()),
                lines(report.notices()),
                replayed);
    }

    /** Keeps a result among the latest. */
    public void keep(AuditResult result) {
        project.provenance()
                .audits()
                .keep(
                        result.author(),
                        result.clean(),
                        JsonMapper.shared().writeValueAsString(result));
    }

    /** The latest results, newest first. */
    public List<AuditResult> latest(int limit) {
        List<AuditResult> results = new ArrayList<>();
        for (KeptAudit kept : project.provenance().audits().latest(limit)) {
            results.add(JsonMapper.shared().readValue(kept.report(), AuditResult.class));
        }
        return results;
    }

    private List<AuditResult.AuditLine> lines(List<AuditFinding> findings) {
        return findings.stream().limit(MOST_FINDINGS).map(this::line).toList();
    }

    /** Findings name their subjects as records do; people know functionals by their labels. */
    private AuditResult.AuditLine line(AuditFinding finding) {
        String subject = finding.subject();
        String id = subject.substring(subject.indexOf('/') + 1);
        String name = subject;
        String link = "";
        if (subject.startsWith("functional/") && id.matches("\\d{1,18}")) {
            name =
                    project.provenance()
                            .functionals()
                            .byId(Long.parseLong(id))
                            .map(FunctionalRecord::label)
                            .orElse(subject);
            link = "/functionals/" + name;
        } else if (subject.startsWith("execution/") && id.matches("\\d{1,18}")) {
            name = "execution " + id;
            link = "/executions/" + id;
        } else if (subject.startsWith("artefact/") && id.matches("[0-9a-f]{64}")) {
            name = artefact(id);
            link = "/artefacts/" + id;
        } else if (subject.startsWith("run/") && id.matches("\\d{1,18}")) {
            name = "run " + id;
            link = "/runs/" + id;
        }
        return new AuditResult.AuditLine(
                subject, name, link, finding.what(), finding.expected(), finding.found());
    }

    private String artefact(String digest) {
        List<String> labels =
                project.provenance().functionals().find(digest).stream()
                        .map(FunctionalRecord::label)
                        .toList();
        return labels.isEmpty()
                ? project.provenance()
                        .browseArtefacts()
                        .artefact(digest)
                        .map(a -> a.name() + " (" + digest.substring(0, 12) + "…)")
                        .orElse(digest)
                : "the file of " + labels.get(0);
    }
}
