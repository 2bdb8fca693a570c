package xcflow.provenance.run;

import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.Warning;

/**
 * What a run makes of a result that it has: its workflow may expect something of it. The execution
 * stays as it is, and others may reuse it.
 *
 * @param instance number of an instance with a result
 * @param failure why the instance fails all the same; empty if it does not
 * @param warnings expectations that were not met and only warn
 */
public record Judgement(int instance, Optional<String> failure, List<Warning> warnings) {
    public Judgement {
        warnings = List.copyOf(warnings);
    }
}
