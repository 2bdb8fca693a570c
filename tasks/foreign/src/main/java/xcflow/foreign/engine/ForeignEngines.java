package xcflow.foreign.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import xcflow.engine.Engine;
import xcflow.foreign.descriptor.Descriptors;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.spi.Selectable;
import xcflow.spi.SelectableSource;

/** The engines that are declared in files. */
public final class ForeignEngines implements SelectableSource {
    /** Where the project's directory is, for whoever has none of its options. */
    private static final String HOME = "xcflow.home";

    @Override
    public Class<? extends Selectable> kind() {
        return Engine.class;
    }

    @Override
    public List<? extends Selectable> all() {
        Path home = home();
        Set<String> taken = classes();
        List<Engine> engines = new ArrayList<>();
        for (EngineDescriptor descriptor : read(home).usable().values()) {
            if (!taken.contains(descriptor.name())) {
                engines.add(new ForeignEngine(descriptor, home));
            }
        }
        return engines;
    }

    @Override
    public List<String> problems() {
        Descriptors read = read(home());
        List<String> problems = new ArrayList<>(read.problems());
        Set<String> taken = classes();
        read.usable().values().stream()
                .filter(descriptor -> taken.contains(descriptor.name()))
                .forEach(
                        descriptor ->
                                problems.add(
                                        descriptor.origin()
                                                + ": "
                                                + descriptor.name()
                                                + " is an engine of xcflow itself: choose another"
                                                + " name"));
        return problems;
    }

    private static Descriptors read(Path home) {
        return Descriptors.current(Descriptors.places(home));
    }

    /** Names of the engines that are classes. */
    private static Set<String> classes() {
        Set<String> names = new HashSet<>();
        ServiceLoader.load(Engine.class, Engine.class.getClassLoader())
                .forEach(engine -> names.add(engine.name()));
        return names;
    }

    /** The project's directory, as the command line has it. */
    static Path home() {
        String given = System.getProperty(HOME);
        if (given == null || given.isBlank()) {
            given = System.getenv("XCFLOW_HOME");
        }
        return Path.of(given == null || given.isBlank() ? ".xcflow" : given).toAbsolutePath();
    }
}
