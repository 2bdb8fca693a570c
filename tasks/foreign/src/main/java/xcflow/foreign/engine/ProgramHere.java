package xcflow.foreign.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import xcflow.engine.EngineProgram;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.foreign.protocol.Hello;
import xcflow.spi.TaskFailure;

/** The program of an engine on this machine. */
record ProgramHere(ForeignEngine engine, EngineDescriptor descriptor, Launch launch)
        implements EngineProgram {

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("declared", descriptor.origin());
        facts.put("adapter", descriptor.adapter().script());
        facts.put("adapter-digest", descriptor.adapter().digest());
        if (descriptor.command().contains("{python}")) {
            facts.put("python", launch.python());
        }
        descriptor.program().ifPresent(p -> facts.put("command", String.join(" ", p.command())));
        descriptor.program().ifPresent(p -> facts.put("executable", p.executable()));
        try {
            Hello hello = engine.hello();
            facts.put("program", hello.program());
            facts.put("version", hello.version());
            facts.put("libraries", hello.libraries());
            facts.put("executables", launch.executables());
            if (!hello.lacks().isEmpty()) {
                facts.put("lacks", hello.lacks());
            }
        } catch (TaskFailure e) {
            facts.put("unusable", e.getMessage());
        }
        EngineDescriptor.Offers offers = descriptor.offers();
        facts.put("own-functionals", offers.own());
        facts.put("exported-functionals", offers.exported().stream().sorted().toList());
        facts.put("forces", offers.forces());
        facts.put("all-electron", offers.allElectron());
        facts.put("install", howToGet());
        return facts;
    }

    private String howToGet() {
        List<String> python = descriptor.install().python();
        return python.isEmpty()
                ? descriptor.install().otherwise()
                : "xcflow engine install "
                        + descriptor.name()
                        + " ("
                        + String.join(", ", python)
                        + ")";
    }

    @Override
    public List<KnownResult> knownResults() {
        return descriptor.checks();
    }

    @Override
    public Path install(Path home, Consumer<String> progress) throws TaskFailure {
        if (descriptor.install().python().isEmpty()) {
            String otherwise = descriptor.install().otherwise();
            throw new TaskFailure(
                    "xcflow does not install "
                            + descriptor.name()
                            + (otherwise.isEmpty() ? "" : ": " + otherwise));
        }
        return new PrivatePython(Launch.environmentIn(home, descriptor.name()))
                .install(descriptor.install().python(), progress);
    }
}
