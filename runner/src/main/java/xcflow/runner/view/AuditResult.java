package xcflow.runner.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an audit found.
 *
 * @param subject the run or functional version that it was limited to; empty if to none
 * @param found number of findings, of which the first are listed
 */
public record AuditResult(
        Instant at,
        String author,
        Optional<String> subject,
        boolean clean,
        long events,
        long executions,
        long functionals,
        long artefacts,
        long bytes,
        long found,
        List<AuditLine> findings,
        List<AuditLine> notices,
        List<ReplayLine> replays) {

    /**
     * @param name what people call the subject: the label of a functional, for example
     * @param link where more of it is shown; empty if nowhere
     */
    public record AuditLine(
            String subject, String name, String link, String what, String expected, String found) {}

    /** An execution that was computed again. */
    public record ReplayLine(long execution, String task, String verdict, String detail) {}
}
