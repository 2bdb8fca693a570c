package xcflow.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.engine.Engine;
import xcflow.engine.EngineProgram;
import xcflow.spi.Setting;

/** Shows one engine. */
@Command(
        name = "show",
        description =
                "Show an engine: its program with versions and digests, what it can calculate, its settings.")
final class EngineShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Engine.")
    private String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Engine engine = EngineArgument.named(name, spec);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", engine.name());
        facts.put("title", engine.title());
        Map<String, Object> program = engine.program().map(EngineProgram::facts).orElse(Map.of());
        facts.put("usable", !program.containsKey("unusable"));
        facts.putAll(program);
        facts.put("capabilities", EngineArgument.capabilities(engine));
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Setting setting : engine.declaredSettings()) {
            settings.put(
                    setting.name(),
                    setting.description()
                            + setting.defaultValue().map(v -> " Default: " + v + ".").orElse(""));
        }
        if (!settings.isEmpty()) {
            facts.put("settings", settings);
        }
        if (json) {
            Screen.json(spec.commandLine().getOut(), facts);
        } else {
            print(facts, "");
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private void print(Map<?, ?> facts, String indent) {
        facts.forEach(
                (key, value) -> {
                    if (value instanceof Map<?, ?> inside) {
                        spec.commandLine().getOut().println(indent + key + ":");
                        print(inside, indent + "  ");
                    } else {
                        spec.commandLine().getOut().println(indent + key + ": " + value);
                    }
                });
    }
}
