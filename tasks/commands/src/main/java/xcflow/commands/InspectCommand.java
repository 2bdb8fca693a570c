package xcflow.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functional;
import xcflow.functional.libxc.LibxcFunctional;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.reference.Reference;
import xcflow.functional.reference.References;

/** Says what a functional is. */
@Command(
        name = "inspect",
        description =
                "Describe a functional: its origin, version or declaration. Without a name, list all built-in ones.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME-or-FILE", arity = "0..1", description = "Functional.")
    private String functional;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        if (functional == null) {
            catalogue();
        } else {
            var facts = facts();
            if (json) {
                Screen.json(out, facts);
            } else {
                facts.forEach((name, value) -> out.println(name + ": " + text(value)));
            }
        }
        out.flush();
        return 0;
    }

    private void catalogue() {
        var out = spec.commandLine().getOut();
        var references = References.all();
        if (json) {
            Screen.json(out, references.stream().map(InspectCommand::facts).toList());
            return;
        }
        Screen.table(
                out,
                List.of("name", "what it is", "also called"),
                references.stream()
                        .map(r -> List.of(r.name(), r.title(), String.join(", ", r.aliases())))
                        .toList());
    }

    private Map<String, Object> facts() throws IOException {
        var reference = References.named(functional);
        if (reference.isPresent()) {
            return facts(reference.get());
        }
        return facts(FunctionalArgument.resolve(functional, spec));
    }

    private Map<String, Object> facts(Functional resolved) throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("name", resolved.name());
        facts.put("rung", resolved.rung().name());
        if (resolved instanceof LibxcFunctional libxc) {
            facts.put("kind", "evaluated by libxc");
            facts.put("version", libxc.version());
        } else if (resolved instanceof NeuralFunctional neural) {
            facts.put("kind", "neural");
            facts.put("digest", FunctionalFile.digest(Path.of(functional)));
            facts.put(
                    "declaration",
                    JsonMapper.shared().readValue(FunctionalFile.describe(neural), Map.class));
        }
        return facts;
    }

    private static Map<String, Object> facts(Reference reference) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("name", reference.name());
        facts.put("title", reference.title());
        facts.put("rung", reference.functional().rung().name());
        facts.put("kind", "reference");
        facts.put("version", reference.version());
        facts.put("aliases", reference.aliases());
        facts.put("libxc", String.join("+", reference.libxcNames()));
        facts.put("citations", reference.citations());
        return facts;
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).reduce((a, b) -> a + "; " + b).orElse("-");
        }
        return value instanceof Map
                ? "\n"
                        + JsonMapper.shared()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(value)
                : String.valueOf(value);
    }
}
