package xcflow.provenance.run;

import java.util.List;
import xcflow.provenance.record.ArtefactRef;

/**
 * What an execution is going to compute.
 *
 * @param run the run
 * @param instance number of the instance
 * @param task name of the task
 * @param taskVersion version declared by the task
 * @param codeDigest digest of the task's code
 * @param cacheKey SHA-256 of the canonical form of the key components
 * @param keyComponents JSON object that was hashed
 * @param inputs JSON object of the resolved inputs, artefacts as handles
 * @param artefacts those among the inputs, in the order in which they occur
 * @param reusable whether a success may answer later lookups ({@code cache: false} says no)
 * @param threads number of threads granted
 * @param conductor token of the process that conducts the run, see {@link RunLedger#conductor}
 * @param attempt number of attempts that the instance had when this was asked for, or {@link
 *     #ANY_ATTEMPT}
 */
public record Work(
        long run,
        int instance,
        String task,
        String taskVersion,
        String codeDigest,
        String cacheKey,
        String keyComponents,
        String inputs,
        List<ArtefactRef> artefacts,
        boolean reusable,
        int threads,
        String conductor,
        int attempt) {

    /** Whatever the instance went through since this was asked for. */
    public static final int ANY_ATTEMPT = -1;

    public Work {
        artefacts = List.copyOf(artefacts);
    }

    /** Work for which it does not matter how many attempts there were. */
    public Work(
            long run,
            int instance,
            String task,
            String taskVersion,
            String codeDigest,
            String cacheKey,
            String keyComponents,
            String inputs,
            List<ArtefactRef> artefacts,
            boolean reusable,
            int threads,
            String conductor) {
        this(
                run,
                instance,
                task,
                taskVersion,
                codeDigest,
                cacheKey,
                keyComponents,
                inputs,
                artefacts,
                reusable,
                threads,
                conductor,
                ANY_ATTEMPT);
    }

    /** The same after a number of attempts. */
    public Work after(int attempts) {
        return new Work(
                run,
                instance,
                task,
                taskVersion,
                codeDigest,
                cacheKey,
                keyComponents,
                inputs,
                artefacts,
                reusable,
                threads,
                conductor,
                attempts);
    }
}
