package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** Reads {@code steps}. A step whose task is unknown has none, and the file is refused later. */
final class StepReader {
    static final List<String> KEYS =
            List.of(
                    "uses",
                    "with",
                    "matrix",
                    "needs",
                    "when",
                    "expect",
                    "retry",
                    "timeout",
                    "resources",
                    "on-failure",
                    "cache",
                    "description");

    private final TaskCatalog catalog;
    private final TemplateReader templates;
    private final Problems problems;
    private final SettingsReader settings;

    StepReader(TaskCatalog catalog, TemplateReader templates, Problems problems) {
        this.catalog = catalog;
        this.templates = templates;
        this.problems = problems;
        this.settings = new SettingsReader(templates, problems);
    }

    Map<String, Step> read(Section top) {
        Map<SettingName, ValueTemplate> defaults =
                top.get("defaults")
                        .map(
                                node ->
                                        settings.read(
                                                Section.of(
                                                        node,
                                                        "defaults",
                                                        SettingsReader.KEYS,
                                                        problems)))
                        .orElse(Map.of());
        Map<String, Step> steps = new LinkedHashMap<>();
        Optional<Node> node = top.get("steps");
        if (node.isEmpty()) {
            if (top.isMap()) {
                problems.add(top.position(), "a workflow needs 'steps'");
            }
            return steps;
        }
        Node.Mapping mapping = Section.map(node.get(), "steps", problems);
        if (mapping.entries().isEmpty() && node.get() instanceof Node.Mapping) {
            problems.add(mapping.position(), "'steps' is empty");
        }
        Section.checkNames(mapping, "a step", problems);
        for (Node.Entry entry : mapping.entries().values()) {
            steps.put(entry.name(), read(entry, mapping, defaults));
        }
        return steps;
    }

    private Step read(
            Node.Entry entry, Node.Mapping steps, Map<SettingName, ValueTemplate> defaults) {
        Section section = Section.of(entry.value(), "step '" + entry.name() + "'", KEYS, problems);
        Map<SettingName, ValueTemplate> merged = new EnumMap<>(SettingName.class);
        merged.putAll(defaults);
        merged.putAll(settings.read(section));
        Optional<Node> with = section.get("with");
        return new Step(
                entry.name(),
                entry.key().position(),
                section.text("description").orElse(""),
                task(entry, section),
                with.map(this::inputs).orElse(Map.of()),
                with.isPresent() ? section.keyPosition("with") : position(entry, section),
                section.get("matrix").map(node -> new MatrixReader(templates, problems).read(node)),
                needs(section, steps),
                section.get("when").map(templates::read),
                section.get("expect")
                        .map(node -> new ExpectationReader(templates, problems).read(node))
                        .orElse(List.of()),
                merged);
    }

    private static Position position(Node.Entry entry, Section section) {
        return section.get("uses").isPresent()
                ? section.keyPosition("uses")
                : entry.key().position();
    }

    private TaskType task(Node.Entry entry, Section section) {
        Optional<String> name = section.text("uses");
        if (name.isEmpty()) {
            if (section.get("uses").isEmpty() && entry.value() instanceof Node.Mapping) {
                problems.add(entry.key().position(), "step '" + entry.name() + "' has no 'uses'");
            }
            return null;
        }
        Optional<TaskType> task = catalog.find(name.get());
        if (task.isEmpty()) {
            problems.add(
                    section.get("uses").get().position(),
                    String.format(
                            Locale.ROOT,
                            "unknown task '%s'%s",
                            name.get(),
                            Suggestion.forName(name.get(), catalog.names())));
        }
        return task.orElse(null);
    }

    private Map<String, ValueTemplate> inputs(Node node) {
        Map<String, ValueTemplate> inputs = new LinkedHashMap<>();
        Section.map(node, "with", problems)
                .entries()
                .forEach((name, e) -> inputs.put(name, templates.read(e.value())));
        return inputs;
    }

    private List<String> needs(Section section, Node.Mapping steps) {
        List<String> needs = new ArrayList<>();
        for (Node node : section.list("needs")) {
            String id = String.valueOf(node.plain());
            if (!(node instanceof Node.Scalar) || id.contains("${{")) {
                problems.add(node.position(), "needs lists the names of steps, not " + node.kind());
            } else if (!steps.entries().containsKey(id)) {
                problems.add(
                        node.position(),
                        String.format(
                                Locale.ROOT,
                                "there is no step '%s'%s",
                                id,
                                Suggestion.forName(id, steps.entries().keySet())));
            } else {
                needs.add(id);
            }
        }
        return needs;
    }
}
