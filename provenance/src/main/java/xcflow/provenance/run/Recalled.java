package xcflow.provenance.run;

import java.util.List;
import java.util.Locale;

/**
 * What the ledger says of an artefact whose content turned out to be altered.
 *
 * @param digest that the content should have
 * @param uses what it is for people: functional versions, and who stored or read it
 * @param executions that read or stored it, or used what they made; they answer no lookups any more
 * @param functionals labels of the versions that those executions made
 */
public record Recalled(
        String digest, String uses, List<Long> executions, List<String> functionals) {
    public Recalled {
        executions = List.copyOf(executions);
        functionals = List.copyOf(functionals);
    }

    /** One sentence. */
    public String text() {
        String made =
                executions.size() == 1
                        ? "; the results of 1 execution will be computed again when needed"
                        : String.format(
                                Locale.ROOT,
                                "; the results of %d executions will be computed again when needed",
                                executions.size());
        return String.format(
                Locale.ROOT,
                "artefact %s (%s) was altered on the disk and has been moved to the quarantine%s",
                digest,
                uses,
                executions.isEmpty() ? "" : made);
    }
}
