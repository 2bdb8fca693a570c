package xcflow.engine;

import java.util.List;
import java.util.stream.Collectors;
import xcflow.spi.Selectables;
import xcflow.spi.TaskFailure;

/** The engines that the service loader finds, and those that are declared in files. */
public final class Engines {
    private Engines() {}

    /** All of them, by name. */
    public static List<Engine> all() {
        return List.copyOf(Selectables.of(Engine.class).values());
    }

    /**
     * The engine of a name.
     *
     * @throws TaskFailure if there is none; the message lists all
     */
    public static Engine named(String name) throws TaskFailure {
        List<Engine> all = all();
        for (Engine engine : all) {
            if (engine.name().equals(name)) {
                return engine;
            }
        }
        throw new TaskFailure(
                "there is no engine '"
                        + name
                        + "'; there are "
                        + all.stream().map(Engine::name).collect(Collectors.joining(", ")));
    }
}
