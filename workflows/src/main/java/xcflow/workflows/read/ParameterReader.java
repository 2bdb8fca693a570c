package xcflow.workflows.read;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Parameter.Type;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** Reads {@code parameters}. */
final class ParameterReader {
    static final List<String> KEYS =
            List.of("type", "default", "description", "allowed", "min", "max");
    private static final List<String> TYPES =
            Arrays.stream(Type.values()).map(Type::label).toList();

    /** What other languages call our types. */
    private static final Map<String, String> SYNONYMS =
            Map.of(
                    "integer", "int", "float", "number", "double", "number", "boolean", "bool",
                    "text", "string", "str", "string", "array", "list", "object", "map", "path",
                    "file", "dict", "map");

    private final TemplateReader templates;
    private final Problems problems;

    ParameterReader(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    Map<String, Parameter> read(Section top) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Optional<Node> node = top.get("parameters");
        if (node.isPresent()) {
            Node.Mapping mapping = Section.map(node.get(), "parameters", problems);
            Section.checkNames(mapping, "a parameter", problems);
            for (Node.Entry entry : mapping.entries().values()) {
                parameters.put(entry.name(), read(entry));
            }
        }
        return parameters;
    }

    private Parameter read(Node.Entry entry) {
        Section section =
                Section.of(entry.value(), "parameter '" + entry.name() + "'", KEYS, problems);
        Optional<Node> defaultNode = section.get("default");
        Optional<ValueTemplate> defaultValue = defaultNode.map(templates::read);
        Parameter parameter =
                new Parameter(
                        entry.name(),
                        entry.key().position(),
                        type(section, defaultValue),
                        defaultValue,
                        section.text("description").orElse(""),
                        section.list("allowed").stream().map(Node::plain).toList(),
                        number(section, "min"),
                        number(section, "max"));
        if (defaultValue.orElse(null) instanceof ValueTemplate.Constant constant
                && constant.value() != Pending.VALUE) {
            ParameterType.conform(
                    parameter,
                    constant.value(),
                    message ->
                            problems.add(
                                    constant.position(),
                                    String.format(
                                            Locale.ROOT,
                                            "default of '%s': %s",
                                            entry.name(),
                                            message)));
        }
        return parameter;
    }

    private Type type(Section section, Optional<ValueTemplate> defaultValue) {
        Optional<String> written = section.text("type");
        if (written.isEmpty()) {
            return defaultValue
                    .filter(ValueTemplate::isConstant)
                    .map(constant -> ParameterType.typical(constant.known()))
                    .orElse(Type.ANY);
        }
        int known = TYPES.indexOf(written.get());
        if (known >= 0) {
            return Type.values()[known];
        }
        String synonym = SYNONYMS.get(written.get());
        problems.add(
                section.get("type").get().position(),
                String.format(
                        Locale.ROOT,
                        "unknown type '%s'%s",
                        written.get(),
                        synonym != null
                                ? " (did you mean '" + synonym + "'?)"
                                : Suggestion.forName(written.get(), TYPES)));
        return Type.ANY;
    }

    private Optional<Double> number(Section section, String key) {
        Optional<Node> node = section.get(key);
        if (node.isPresent() && node.get().plain() instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        node.ifPresent(n -> problems.add(n.position(), key + " must be a number, not " + n.kind()));
        return Optional.empty();
    }
}
