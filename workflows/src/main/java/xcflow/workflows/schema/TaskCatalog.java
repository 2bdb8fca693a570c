package xcflow.workflows.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import xcflow.spi.Task;

/** All kinds of tasks that a workflow may use, by name. Immutable. */
public final class TaskCatalog {
    private final TreeMap<String, TaskType> byName = new TreeMap<>();

    private TaskCatalog(List<TaskType> types) {
        for (TaskType type : types) {
            TaskType other = byName.putIfAbsent(type.name(), type);
            if (other != null) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "two tasks are called '%s': %s and %s",
                                type.name(),
                                other.implementation().getName(),
                                type.implementation().getName()));
            }
        }
    }

    /**
     * The tasks that the service loader finds on the class path.
     *
     * @throws UnusablePluginException if one that is named cannot be loaded
     */
    public static TaskCatalog load() {
        return load(TaskCatalog.class.getClassLoader());
    }

    /**
     * The tasks that the service loader finds.
     *
     * @throws IllegalArgumentException if two have the same name or one lacks its description
     * @throws UnusablePluginException if a class that is named cannot be loaded
     */
    public static TaskCatalog load(ClassLoader loader) {
        try {
            return new TaskCatalog(
                    ServiceLoader.load(Task.class, loader).stream()
                            .map(provider -> new TaskType(provider.type(), provider::get))
                            .toList());
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new UnusablePluginException(
                    "xcflow: a plug-in cannot be used: " + e.getMessage(), e);
        }
    }

    /** The given tasks, for example in a test. */
    public static TaskCatalog of(Task<?, ?>... tasks) {
        return new TaskCatalog(
                List.of(tasks).stream()
                        .map(task -> new TaskType(task.getClass(), () -> task))
                        .toList());
    }

    /** The same tasks where functional versions are on record. */
    public TaskCatalog with(VersionFiles functionals) {
        return new TaskCatalog(
                byName.values().stream().map(type -> type.with(functionals)).toList());
    }

    public Optional<TaskType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All kinds of tasks, ordered by name. */
    public Collection<TaskType> types() {
        return byName.values();
    }

    /** All names, ordered. */
    public Collection<String> names() {
        return byName.keySet();
    }
}
