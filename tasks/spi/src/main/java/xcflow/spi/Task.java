package xcflow.spi;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * A unit of work that a workflow's step can use.
 *
 * <p>A task is a pure function: the same inputs must give outputs whose values and artefacts are
 * equal to the last bit, whatever the number of threads, because the result of an earlier execution
 * with the same inputs is reused. What belongs to a single execution (times, hosts) goes to the log
 * and never into an output. An instance is created by the service loader through the public
 * constructor without arguments, is shared by all executions and must therefore be stateless.
 *
 * <p>The mapping of the two records to the experiment language is that of {@link Describe}.
 *
 * @param <I> record of the inputs, given by {@code with:} in a workflow
 * @param <O> record of the outputs, seen by expressions as {@code steps.<id>.<output>}
 */
public interface Task<I extends Record, O extends Record> {

    /** Class of the input record. */
    Class<I> inputs();

    /** Class of the output record. */
    Class<O> outputs();

    /**
     * Looks for what can be known to fail before anything runs: names that do not exist, files that
     * cannot be read. Called when a workflow is read, so it takes milliseconds and loads nothing
     * heavy. A workflow with a reported problem is refused; one without may still fail.
     *
     * @param inputs of the declared types as far as they are known
     */
    default void check(KnownInputs inputs) {
        // Whatever is of the declared types may succeed.
    }

    /**
     * The inputs as the cache key sees them. A task whose inputs were written in another way
     * before, with the same results, gives them in that form, so that earlier results are still
     * found; a task that uses something outside of its inputs that changes its results adds it.
     *
     * @param inputs in canonical form, as plain values; must not be changed
     */
    default Map<String, Object> identity(Map<String, Object> inputs) {
        return inputs;
    }

    /**
     * Names of those inputs that are written beside {@code with} and not in it, because they say
     * what surrounds the computation; {@code defaults} can give them too.
     */
    default Set<String> beside() {
        return Set.of();
    }

    /**
     * The inputs with what is outside of them added as it is now: what a name, a tag or a program
     * of this machine stands for. Asked once, before the cache key is made; the result is recorded,
     * and is what is computed with.
     *
     * @param inputs in canonical form, as plain values; must not be changed
     * @param outside remembers what was found for the whole run
     * @throws TaskFailure if something cannot be found; the instance fails with its message
     */
    default Map<String, Object> pinned(Map<String, Object> inputs, Outside outside)
            throws TaskFailure, IOException {
        return inputs;
    }

    /**
     * Computes the outputs.
     *
     * @param inputs complete and of the declared types; ranges declared by {@link Describe} hold
     * @param context everything else that the task may touch; valid until this method returns
     * @throws TaskFailure when the inputs cannot give a result; its message is shown to the user
     * @throws CancelledException when {@link TaskContext#checkCancelled()} threw it
     * @throws Exception any other exception counts as a failure that a retry may cure
     */
    O run(I inputs, TaskContext context) throws Exception;
}
