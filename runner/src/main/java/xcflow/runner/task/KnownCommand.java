package xcflow.runner.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import xcflow.runner.environment.Container;
import xcflow.runner.environment.Modules;
import xcflow.spi.KnownInputs;

/**
 * What is wrong with a command can often be said before its inputs are there: the paths of its
 * files and the names of its variables are known although what they stand for is not.
 */
final class KnownCommand {
    private static final String INPUTS = "inputs";
    private static final String DIRECTORIES = "directories";
    private static final String OUTPUTS = "outputs";
    private static final String ENVIRONMENT = "environment";

    private final KnownInputs inputs;

    KnownCommand(KnownInputs inputs) {
        this.inputs = inputs;
    }

    void check() {
        files();
        inputs.names(OUTPUTS).forEach(this::output);
        inputs.names(ENVIRONMENT).forEach(this::variable);
        surroundings();
    }

    private void files() {
        try {
            Map<String, Map<String, String>> directories = new LinkedHashMap<>();
            for (String directory : inputs.names(DIRECTORIES)) {
                directories.put(directory, own(DIRECTORIES, directory));
            }
            ShellFiles.check(ShellFiles.places(own(INPUTS), directories));
        } catch (IllegalArgumentException e) {
            inputs.problem(e.getMessage(), inputs.names(INPUTS).isEmpty() ? DIRECTORIES : INPUTS);
        }
    }

    /** Each name for itself. */
    private Map<String, String> own(String... path) {
        Map<String, String> names = new LinkedHashMap<>();
        inputs.names(path).forEach(name -> names.put(name, name));
        return names;
    }

    private void output(String name) {
        Object declared = value(OUTPUTS, name);
        boolean whole =
                declared instanceof Map<?, ?> map
                        ? map.keySet().equals(inputs.names(OUTPUTS, name))
                        : declared != null;
        if (whole) {
            report(() -> DeclaredOutput.of(name, declared), OUTPUTS, name);
        }
    }

    private void variable(String name) {
        report(() -> CommandProcess.name(name), ENVIRONMENT, name);
        Object value = value(ENVIRONMENT, name);
        if (value != null) {
            report(() -> CommandProcess.variable(name, value), ENVIRONMENT, name);
        }
    }

    private void surroundings() {
        Map<String, Object> known = inputs.values();
        if (known.get("interpreter") instanceof String interpreter) {
            report(() -> CommandProcess.interpreter(interpreter), "interpreter");
        }
        if (known.get("container") instanceof String image) {
            report(() -> Container.check(image), "container");
        }
        if (known.get("modules") instanceof List<?> modules) {
            List<String> names =
                    modules.stream().filter(Objects::nonNull).map(String.class::cast).toList();
            report(() -> Modules.check(names), "modules");
        }
        if (known.get("tools") instanceof Map<?, ?> tools) {
            tools.forEach(
                    (name, command) ->
                            report(
                                    () -> CommandSurroundings.tool((String) name, (String) command),
                                    "tools",
                                    name));
        }
    }

    /** Null if it is not known. */
    private Object value(String input, String name) {
        return inputs.values().get(input) instanceof Map<?, ?> known ? known.get(name) : null;
    }

    private void report(Runnable check, Object... path) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            inputs.problem(e.getMessage(), path);
        }
    }
}
