package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
                    "on",
                    "on-failure",
                    "cache",
                    "container",
                    "conda",
                    "modules",
                    "tools",
                    "description");

    static final List<String> DEFAULTS =
            Stream.concat(SettingsReader.KEYS.stream(), Beside.KEYS.stream()).toList();

    private final TaskCatalog catalog;
    private final TemplateReader templates;
    private final Problems problems;
    private final SettingsReader settings;
    private final Beside beside;
    private final ProfileReader profiles;
    private Map<String, ValueTemplate> usual = Map.of();

    StepReader(
            TaskCatalog catalog,
            TemplateReader templates,
            Problems problems,
            ProfileReader profiles) {
        this.profiles = profiles;
        this.catalog = catalog;
        this.templates = templates;
        this.problems = problems;
        this.settings = new SettingsReader(templates, problems);
        this.beside = new Beside(templates, problems);
    }

    Map<String, Step> read(Section top) {
        Map<SettingName, ValueTemplate> defaults = new EnumMap<>(SettingName.class);
        defaults.putAll(
                top.get("defaults")
                        .map(node -> Section.of(node, "defaults", DEFAULTS, problems))
                        .map(
                                section -> {
                                    usual = beside.read(section);
                                    return settings.read(section);
                                })
                        .orElse(Map.of()));
        defaults.putAll(profiles.defaults());
        usual = new LinkedHashMap<>(usual);
        usual.putAll(profiles.besides());
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
            if (!PartReader.isPart(entry.value())) {
                steps.put(entry.name(), read(entry, mapping, defaults));
            }
        }
        profiles.checkSteps(steps.keySet());
        return steps;
    }

    private Step read(
            Node.Entry entry, Node.Mapping steps, Map<SettingName, ValueTemplate> defaults) {
        Section section = Section.of(entry.value(), "step '" + entry.name() + "'", KEYS, problems);
        Map<SettingName, ValueTemplate> merged = new EnumMap<>(SettingName.class);
        merged.putAll(defaults);
        merged.putAll(settings.read(section));
        merged.putAll(profiles.of(entry.name()));
        Optional<Node> with = section.get("with");
        TaskType task = task(entry, section);
        return new Step(
                entry.name(),
                entry.key().position(),
                section.text("description").orElse(""),
                task,
                beside.merge(task, with.map(this::inputs).orElse(Map.of()), section, usual),
                with.isPresent() ? section.keyPosition("with") : position(entry, section),
                section.get("matrix").map(node -> new MatrixReader(templates, problems).read(node)),
                new Needs(steps, problems).read(section),
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

    /** Reads what a step waits for. */
    record Needs(Node.Mapping steps, Problems problems) {
        List<String> read(Section section) {
            List<String> needs = new ArrayList<>();
            for (Node node : section.list("needs")) {
                String id = String.valueOf(node.plain());
                if (!(node instanceof Node.Scalar) || id.contains("${{")) {
                    problems.add(
                            node.position(), "needs lists the names of steps, not " + node.kind());
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
}
