package xcflow.provenance.audit;

/**
 * Something that is not as it should be.
 *
 * @param subject which thing, such as {@code execution 17} or {@code event 42}
 * @param what is wrong with it, such as {@code cache-key was altered}
 * @param expected what the event log or the digest says; empty if there is nothing to compare
 * @param found what is there now; empty if nothing is
 */
public record AuditFinding(String subject, String what, String expected, String found) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(subject).append(": ").append(what);
        if (!expected.isEmpty() || !found.isEmpty()) {
            text.append(" (expected ")
                    .append(expected.isEmpty() ? "nothing" : expected)
                    .append(", found ")
                    .append(found.isEmpty() ? "nothing" : found)
                    .append(')');
        }
        return text.toString();
    }
}
