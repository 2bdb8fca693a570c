package xcflow.workflows.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/**
 * Inputs that are written beside {@code with}, because they say in what a command runs: {@code
 * container} and the like. {@code defaults} gives them to all steps whose tasks have them.
 */
final class Beside {
    static final List<String> KEYS = List.of("container", "conda", "modules", "tools");

    private final TemplateReader templates;
    private final Problems problems;

    Beside(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    /** What a section, a step or {@code defaults}, says. */
    Map<String, ValueTemplate> read(Section section) {
        Map<String, ValueTemplate> read = new LinkedHashMap<>();
        for (String key : KEYS) {
            section.get(key).ifPresent(node -> read.put(key, templates.read(node)));
        }
        return read;
    }

    /**
     * The inputs of a step with those beside.
     *
     * @param with the inputs that are written in {@code with}
     */
    Map<String, ValueTemplate> merge(
            TaskType task,
            Map<String, ValueTemplate> with,
            Section section,
            Map<String, ValueTemplate> defaults) {
        if (task == null) {
            return with;
        }
        Map<String, ValueTemplate> all = new LinkedHashMap<>(with);
        for (String name : task.task().beside()) {
            if (with.containsKey(name)) {
                problems.add(
                        with.get(name).position(),
                        KEYS.contains(name)
                                ? "write '" + name + "' beside 'with', not in it"
                                : "'" + name + "' is found out, not given");
                all.remove(name);
            }
        }
        Map<String, ValueTemplate> own = read(section);
        own.forEach(
                (key, value) -> {
                    if (task.task().beside().contains(key)) {
                        all.put(key, value);
                    } else {
                        problems.add(
                                section.keyPosition(key),
                                String.format(
                                        Locale.ROOT,
                                        "the task %s runs no command of the user's, so it has no '%s'",
                                        task.name(),
                                        key));
                    }
                });
        boolean enclosed = own.keySet().stream().anyMatch(key -> !key.equals("tools"));
        defaults.forEach(
                (key, value) -> {
                    // A step in a container of its own is not in the usual conda environment too.
                    if (task.task().beside().contains(key) && (key.equals("tools") || !enclosed)) {
                        all.putIfAbsent(key, value);
                    }
                });
        return all;
    }

    /** The node of {@code with} together with what stands beside it, for places of errors. */
    static Node node(Node step) {
        if (!(step instanceof Node.Mapping mapping)
                || KEYS.stream().noneMatch(mapping.entries()::containsKey)) {
            return InputsChecker.child(step, "with");
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        if (mapping.get("with").orElse(null) instanceof Node.Mapping with) {
            entries.putAll(with.entries());
        }
        for (String key : KEYS) {
            if (mapping.entries().containsKey(key)) {
                entries.put(key, mapping.entries().get(key));
            }
        }
        return new Node.Mapping(mapping.position(), entries);
    }
}
