package xcflow.workflows.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.model.EnvironmentVariable;
import xcflow.workflows.model.Secret;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/** Reads {@code env}: a list of names, or a map from names to defaults or to what else is said. */
final class EnvironmentReader {
    static final List<String> KEYS = List.of("default", "secret", "file", "command");

    private final Problems problems;
    private final Map<String, EnvironmentVariable> variables = new LinkedHashMap<>();

    private EnvironmentReader(Problems problems) {
        this.problems = problems;
    }

    static Map<String, EnvironmentVariable> read(Section top, Problems problems) {
        EnvironmentReader reader = new EnvironmentReader(problems);
        top.get("env").ifPresent(reader::read);
        return reader.variables;
    }

    private void read(Node node) {
        if (node instanceof Node.Sequence sequence) {
            for (Node element : sequence.elements()) {
                String name = String.valueOf(element.plain());
                variables.put(
                        name, new EnvironmentVariable(name, element.position(), Optional.empty()));
            }
            return;
        }
        Node.Mapping mapping = Section.map(node, "env", problems);
        Section.checkNames(mapping, "an environment variable", problems);
        mapping.entries().values().forEach(this::variable);
    }

    private void variable(Node.Entry entry) {
        if (entry.value() instanceof Node.Mapping) {
            variables.put(entry.name(), described(entry));
        } else if (entry.value() instanceof Node.Scalar scalar) {
            Optional<String> value = Optional.ofNullable(scalar.value()).map(String::valueOf);
            variables.put(
                    entry.name(),
                    new EnvironmentVariable(entry.name(), entry.key().position(), value));
        } else {
            problems.add(
                    entry.value().position(),
                    "the default of an environment variable must be text");
        }
    }

    private EnvironmentVariable described(Node.Entry entry) {
        String what = "the environment variable '" + entry.name() + "'";
        Section section = Section.of(entry.value(), what, KEYS, problems);
        boolean secret = section.get("secret").map(node -> truth(node, what)).orElse(false);
        Optional<String> value = section.text("default");
        Optional<String> file = section.text("file");
        Optional<String> command = section.text("command");
        if (secret && value.isPresent()) {
            problems.add(
                    section.keyPosition("default"),
                    what + " is secret: its value must not be written in the workflow");
        }
        if (!secret && (file.isPresent() || command.isPresent())) {
            problems.add(
                    entry.value().position(),
                    what + " takes a file or a command only if it is secret: write 'secret: true'");
        }
        if (file.isPresent() && command.isPresent()) {
            problems.add(
                    entry.value().position(), what + " can have a file or a command, not both");
        }
        return new EnvironmentVariable(
                entry.name(),
                entry.key().position(),
                value,
                secret ? Optional.of(new Secret(file, command)) : Optional.empty());
    }

    private boolean truth(Node node, String what) {
        if (node.plain() instanceof Boolean truth) {
            return truth;
        }
        problems.add(node.position(), what + ": secret must be true or false");
        return false;
    }
}
