package xcflow.provenance.retention;

import java.util.List;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;

/**
 * What garbage collection would do.
 *
 * @param recorded artefacts of executions that nobody needs
 * @param unrecorded digests of files that no record mentions, left by failed or killed tasks
 * @param bytes what deleting both would free
 * @param uncached executions whose outputs would be gone; workflows that need them would compute
 *     them again
 * @param droppedRuns ids of the runs that the policy does not keep
 */
public record RetentionPlan(
        List<ArtefactRef> recorded,
        List<String> unrecorded,
        long bytes,
        List<Execution> uncached,
        List<Long> droppedRuns) {

    /** Whether there is nothing to do. */
    public boolean empty() {
        return recorded.isEmpty() && unrecorded.isEmpty();
    }
}
