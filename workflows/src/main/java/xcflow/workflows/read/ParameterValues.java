package xcflow.workflows.read;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.expression.Scope;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.YamlReader;

/** Gives the parameters of a workflow their values. */
public final class ParameterValues {
    private final Workflow workflow;
    private final Map<String, String> environment;
    private final Problems problems = new Problems();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ParameterValues(Workflow workflow, Map<String, String> environment) {
        this.workflow = workflow;
        this.environment = environment;
    }

    /**
     * A value for each parameter, in the order of the workflow: from the settings, or else from the
     * file, or else its default. Values of the type {@code file} are paths relative to the
     * workflow; a plan makes artefacts of them.
     *
     * @param settings each {@code name=value}; the value is YAML, except that a parameter of the
     *     type string takes it as it is
     * @param file YAML or JSON, a map from names to values
     * @param environment of which defaults may use what the workflow declares
     * @throws InvalidInputException with everything that is wrong
     */
    public static Map<String, Object> of(
            Workflow workflow,
            List<String> settings,
            Optional<Path> file,
            Map<String, String> environment)
            throws InvalidInputException {
        ParameterValues values = new ParameterValues(workflow, environment);
        settings.forEach(values::set);
        if (file.isPresent()) {
            values.read(file.get());
        }
        values.problems.throwIfAny();
        Map<String, Object> all = values.withDefaults();
        values.problems.throwIfAny();
        return all;
    }

    private void set(String setting) {
        int equals = setting.indexOf('=');
        Position position = Position.of("--set " + setting);
        if (equals <= 0) {
            problems.add(position, "write --set name=value");
            return;
        }
        Parameter parameter = find(setting.substring(0, equals).strip(), position);
        if (parameter == null) {
            return;
        }
        String written = setting.substring(equals + 1);
        boolean literal =
                parameter.type() == Parameter.Type.STRING
                        || parameter.type() == Parameter.Type.FILE
                        || parameter.type() == Parameter.Type.DURATION;
        try {
            Object value = literal ? written : YamlReader.read(written, position.file()).plain();
            assign(parameter, value, position);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private void read(Path file) {
        try {
            Node root = YamlReader.read(WorkflowReader.text(file), file.toString());
            if (root instanceof Node.Scalar scalar && scalar.value() == null) {
                return;
            }
            for (Node.Entry entry :
                    Section.map(root, "a file of parameters", problems).entries().values()) {
                Parameter parameter = find(entry.name(), entry.key().position());
                if (parameter != null && !values.containsKey(entry.name())) {
                    assign(parameter, entry.value().plain(), entry.value().position());
                }
            }
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private Parameter find(String name, Position position) {
        Parameter parameter = workflow.parameters().get(name);
        if (parameter == null) {
            problems.add(
                    position,
                    String.format(
                            Locale.ROOT,
                            "workflow '%s' has no parameter '%s'%s",
                            workflow.name(),
                            name,
                            Suggestion.forName(name, workflow.parameters().keySet())));
        }
        return parameter;
    }

    private void assign(Parameter parameter, Object value, Position position) {
        values.put(
                parameter.name(),
                ParameterType.conform(
                        parameter,
                        value,
                        message ->
                                problems.add(
                                        position,
                                        "parameter '" + parameter.name() + "': " + message)));
    }

    private Map<String, Object> withDefaults() {
        Map<String, Object> all = new LinkedHashMap<>();
        Defaults defaults = new Defaults();
        workflow.parameters().keySet().forEach(name -> all.put(name, defaults.get(name)));
        return all;
    }

    /** Values by name; a default is evaluated when it is first looked up. */
    private final class Defaults extends AbstractMap<String, Object> {

        @Override
        public Object get(Object key) {
            String name = (String) key;
            if (!values.containsKey(name)) {
                Parameter parameter = workflow.parameters().get(name);
                if (parameter.defaultValue().isEmpty()) {
                    problems.add(
                            parameter.position(),
                            String.format(
                                    Locale.ROOT,
                                    "the parameter '%s' has no default: give it with --set %s=...",
                                    name,
                                    name));
                    values.put(name, null);
                } else {
                    ValueTemplate template = parameter.defaultValue().get();
                    int before = problems.list().size();
                    Object value =
                            template.evaluate(
                                    scope(), p -> problems.add(p.position(), p.message()));
                    values.put(name, value);
                    if (problems.list().size() == before) {
                        assign(parameter, value, template.position());
                    }
                }
            }
            return values.get(name);
        }

        @Override
        public boolean containsKey(Object key) {
            return workflow.parameters().containsKey(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return values.entrySet();
        }

        private Scope scope() {
            return root ->
                    switch (root) {
                        case "parameters" -> this;
                        case "imports" -> workflow.imports();
                        case "env" -> env();
                        default -> null;
                    };
        }

        private Map<String, String> env() {
            Map<String, String> env = new LinkedHashMap<>();
            workflow.env()
                    .forEach(
                            (name, variable) -> {
                                String value =
                                        environment.getOrDefault(
                                                name, variable.defaultValue().orElse(null));
                                if (value != null) {
                                    env.put(name, value);
                                }
                            });
            return env;
        }
    }
}
