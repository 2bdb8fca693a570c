package xcflow.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import xcflow.spi.Task;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/**
 * A task on trial: run as the runner would run it, and held to its promises. Failed promises are
 * {@link AssertionError}s, so that any test framework reports them.
 *
 * @param <I> the task's inputs
 * @param <O> its outputs
 */
public final class TaskTrial<I extends Record, O extends Record> {
    private final Task<I, O> task;
    private final Path directory;

    private TaskTrial(Task<I, O> task, Path directory) {
        this.task = task;
        this.directory = directory;
    }

    /**
     * Puts a task on trial.
     *
     * @param directory an empty directory, where artefacts are kept
     */
    public static <I extends Record, O extends Record> TaskTrial<I, O> of(
            Task<I, O> task, Path directory) {
        return new TaskTrial<>(task, directory);
    }

    /** Runs the task in a context of its own. */
    public O run(I inputs) throws Exception {
        return task.run(inputs, new TrialContext(directory));
    }

    /** Runs the task in this context, which can be asked afterwards. */
    public O run(I inputs, TrialContext context) throws Exception {
        return task.run(inputs, context);
    }

    /**
     * Runs the task twice with one thread, and once each with two and three.
     *
     * @return the outputs
     * @throws AssertionError if outputs, warnings, metrics or functional versions differ: results
     *     are reused, so that they must depend on the inputs alone
     */
    public O repeatable(I inputs) throws Exception {
        TrialContext first = new TrialContext(directory);
        O expected = task.run(inputs, first);
        for (int threads : new int[] {1, 2, 3}) {
            TrialContext again = new TrialContext(directory, threads);
            O outputs = task.run(inputs, again);
            same("outputs", threads, expected, outputs);
            same("warnings", threads, first.warnings, again.warnings);
            same("metrics", threads, first.metrics, again.metrics);
            same("functional versions", threads, first.functionals, again.functionals);
        }
        return expected;
    }

    private static void same(String what, int threads, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError(
                    what + " with " + threads + " threads: " + found + ", but were: " + expected);
        }
    }

    /**
     * Runs a task that has to fail with a sentence.
     *
     * @throws AssertionError if it succeeds, or the failure says nothing
     */
    public TaskFailure failure(I inputs) throws Exception {
        try {
            O outputs = run(inputs);
            throw new AssertionError("did not fail, but gave " + outputs);
        } catch (TaskFailure failure) {
            if (failure.getMessage() == null || failure.getMessage().isBlank()) {
                throw new AssertionError("the failure says nothing", failure);
            }
            return failure;
        }
    }

    /**
     * Checks that the runner will find the task and can describe it.
     *
     * @return the description
     * @throws AssertionError if the service loader does not name it, or it lacks {@link TaskInfo}
     */
    public TaskInfo registered() {
        List<? extends Class<?>> found =
                ServiceLoader.load(Task.class).stream().map(ServiceLoader.Provider::type).toList();
        if (!found.contains(task.getClass())) {
            throw new AssertionError(
                    "META-INF/services/xcflow.spi.Task does not name " + task.getClass().getName());
        }
        TaskInfo info = task.getClass().getAnnotation(TaskInfo.class);
        if (info == null) {
            throw new AssertionError(task.getClass().getName() + " lacks @TaskInfo");
        }
        return info;
    }
}
