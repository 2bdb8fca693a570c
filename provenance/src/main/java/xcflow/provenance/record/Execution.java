package xcflow.provenance.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xcflow.provenance.state.ExecutionState;

/**
 * One attempt to compute an instance, as recorded. Meaning of the components as in {@code Work} and
 * {@link Completion}.
 *
 * @param run empty when the execution was imported
 * @param reusable whether it may answer lookups, if it succeeded
 * @param log digest of the log
 * @param message why it failed
 * @param warnings what is doubtful about its result
 * @param usage of processor, memory and disk
 */
public record Execution(
        long id,
        Optional<Long> run,
        Optional<Integer> instance,
        String workflow,
        String step,
        String labels,
        int attempt,
        String task,
        String taskVersion,
        String codeDigest,
        String cacheKey,
        String keyComponents,
        String inputs,
        Optional<String> outputs,
        ExecutionState state,
        boolean reusable,
        long worker,
        int threads,
        Optional<String> log,
        Optional<String> message,
        Instant started,
        Optional<Instant> ended,
        List<Warning> warnings,
        Usage usage) {
    public Execution {
        warnings = List.copyOf(warnings);
    }

    /** An execution of which it is not known what it used. */
    public Execution(
            long id,
            Optional<Long> run,
            Optional<Integer> instance,
            String workflow,
            String step,
            String labels,
            int attempt,
            String task,
            String taskVersion,
            String codeDigest,
            String cacheKey,
            String keyComponents,
            String inputs,
            Optional<String> outputs,
            ExecutionState state,
            boolean reusable,
            long worker,
            int threads,
            Optional<String> log,
            Optional<String> message,
            Instant started,
            Optional<Instant> ended,
            List<Warning> warnings) {
        this(
                id,
                run,
                instance,
                workflow,
                step,
                labels,
                attempt,
                task,
                taskVersion,
                codeDigest,
                cacheKey,
                keyComponents,
                inputs,
                outputs,
                state,
                reusable,
                worker,
                threads,
                log,
                message,
                started,
                ended,
                warnings,
                Usage.UNKNOWN);
    }

    /** The same with the id that it was given. */
    public Execution withId(long given) {
        return with(given, outputs, state, log, ended, warnings, usage);
    }

    /** The same after it succeeded. */
    public Execution succeeded(
            String results,
            Optional<String> logDigest,
            Instant now,
            List<Warning> doubts,
            Usage used) {
        return with(
                id,
                Optional.of(results),
                ExecutionState.SUCCEEDED,
                logDigest,
                Optional.of(now),
                doubts,
                used);
    }

    private Execution with(
            long newId,
            Optional<String> newOutputs,
            ExecutionState newState,
            Optional<String> newLog,
            Optional<Instant> newEnded,
            List<Warning> newWarnings,
            Usage newUsage) {
        return new Execution(
                newId,
                run,
                instance,
                workflow,
                step,
                labels,
                attempt,
                task,
                taskVersion,
                codeDigest,
                cacheKey,
                keyComponents,
                inputs,
                newOutputs,
                newState,
                reusable,
                worker,
                threads,
                newLog,
                message,
                started,
                newEnded,
                newWarnings,
                newUsage);
    }

    /** The same with what it used. */
    public Execution withUsage(Usage used) {
        return with(id, outputs, state, log, ended, warnings, used);
    }
}
