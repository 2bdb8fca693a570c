package xcflow.provenance.audit;

import java.util.List;

/**
 * What an audit looked at and what it found.
 *
 * @param findings empty when all is well; the first {@link Findings#LIMIT} at most
 * @param found number of all findings
 * @param notices what a person should know although nothing need be wrong
 */
public record HomeAuditReport(
        List<AuditFinding> findings, long found, List<AuditFinding> notices, Counts counts) {
    public HomeAuditReport {
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
    }

    /**
     * @param events entries of the log that were verified
     * @param executions executions that were compared with the log
     * @param functionals functional versions whose ancestry was walked
     * @param artefacts files that were hashed
     * @param bytes their total size
     */
    public record Counts(
            long events, long executions, long functionals, long artefacts, long bytes) {}

    /** Whether nothing is missing, altered or unexplained. */
    public boolean clean() {
        return found == 0;
    }
}
