package xcflow.workflows.schema;

import java.util.Map;
import java.util.function.Supplier;
import xcflow.spi.Task;
import xcflow.spi.TaskInfo;

/**
 * A kind of task: what its author declared about it. Immutable apart from the task and its record
 * types, which are made when they are first asked for; thread-safe.
 */
public final class TaskType {
    private final TaskInfo info;
    private final Class<?> implementation;
    private final Supplier<? extends Task<?, ?>> supplier;
    private final VersionFiles functionals;
    private volatile Parts parts;

    private record Parts(Task<?, ?> task, RecordType inputs, RecordType outputs) {}

    /**
     * @param implementation class with the annotation {@link TaskInfo}
     * @throws IllegalArgumentException if the annotation is missing
     */
    TaskType(Class<?> implementation, Supplier<? extends Task<?, ?>> supplier) {
        this(implementation, supplier, VersionFiles.NONE);
    }

    private TaskType(
            Class<?> implementation,
            Supplier<? extends Task<?, ?>> supplier,
            VersionFiles functionals) {
        this.info = implementation.getAnnotation(TaskInfo.class);
        if (info == null) {
            throw new IllegalArgumentException(
                    implementation.getName() + " lacks the annotation @TaskInfo");
        }
        this.implementation = implementation;
        this.supplier = supplier;
        this.functionals = functionals;
    }

    /** The same where functional versions are on record. */
    TaskType with(VersionFiles files) {
        return new TaskType(implementation, supplier, files);
    }

    /** What names of functionals may stand for when a step is checked. */
    public VersionFiles functionals() {
        return functionals;
    }

    /** Name used by {@code uses:}. */
    public String name() {
        return info.name();
    }

    /** Version of the results, part of the cache key. */
    public String version() {
        return info.version();
    }

    /** One line, without a full stop. */
    public String title() {
        return info.title();
    }

    /** What the task does, in Markdown. */
    public String description() {
        return info.description();
    }

    /** A complete step in YAML that uses the task; may be empty. */
    public String example() {
        return info.example();
    }

    /** Class of the task, for example to record the code that it came from. */
    public Class<?> implementation() {
        return implementation;
    }

    /** The task itself, shared by all executions. */
    public Task<?, ?> task() {
        return parts().task;
    }

    /** What {@code with:} may contain. */
    public RecordType inputs() {
        return parts().inputs;
    }

    /** Canonical inputs as the cache key sees them; see {@link Task#identity}. */
    public Map<String, Object> identity(Map<String, Object> canonical) {
        return task().identity(canonical);
    }

    /** What expressions see as {@code steps.<id>.<output>}. */
    public RecordType outputs() {
        return parts().outputs;
    }

    private Parts parts() {
        Parts known = parts;
        if (known == null) {
            synchronized (this) {
                known = parts;
                if (known == null) {
                    Task<?, ?> task = supplier.get();
                    known =
                            new Parts(
                                    task,
                                    RecordType.of(task.inputs()),
                                    RecordType.of(task.outputs()));
                    parts = known;
                }
            }
        }
        return known;
    }

    @Override
    public String toString() {
        return name() + " " + version();
    }
}
