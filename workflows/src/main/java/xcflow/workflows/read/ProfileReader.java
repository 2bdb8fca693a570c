package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/**
 * Reads {@code profiles}: named sets of values of parameters, of {@code defaults}, and of settings
 * of single steps. All are checked; those that were chosen lie over the rest of the file, later
 * ones over earlier ones.
 */
final class ProfileReader {
    private static final List<String> KEYS =
            List.of("description", "parameters", "defaults", "steps");

    private final TemplateReader templates;
    private final Problems problems;
    private final SettingsReader settings;
    private final Beside beside;
    private final List<String> chosen;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Node.Entry> parameters = new LinkedHashMap<>();
    private final Map<SettingName, ValueTemplate> defaults = new EnumMap<>(SettingName.class);
    private final Map<String, ValueTemplate> besides = new LinkedHashMap<>();
    private final Map<String, Map<SettingName, ValueTemplate>> steps = new LinkedHashMap<>();
    private final List<Node.Entry> mentionedParameters = new ArrayList<>();
    private final List<Node.Entry> mentionedSteps = new ArrayList<>();

    /**
     * @param chosen names of profiles, of which later ones win
     */
    ProfileReader(TemplateReader templates, Problems problems, List<String> chosen) {
        this.templates = templates;
        this.problems = problems;
        this.settings = new SettingsReader(templates, problems);
        this.beside = new Beside(templates, problems);
        this.chosen = chosen;
    }

    void read(Section top) {
        Optional<Node> node = top.get("profiles");
        Map<String, Node.Entry> all =
                node.map(n -> Section.map(n, "profiles", problems).entries()).orElse(Map.of());
        node.ifPresent(
                n ->
                        Section.checkNames(
                                Section.map(n, "profiles", problems), "a profile", problems));
        names.addAll(all.keySet());
        for (String name : chosen) {
            if (!all.containsKey(name)) {
                problems.add(
                        top.position(),
                        String.format(
                                Locale.ROOT,
                                "there is no profile '%s'%s",
                                name,
                                names.isEmpty()
                                        ? ": the file declares none"
                                        : Suggestion.forName(name, names)));
            }
        }
        List<String> order = new ArrayList<>(names);
        order.removeAll(chosen);
        order.forEach(name -> read(all.get(name), false));
        for (String name : chosen) {
            if (all.containsKey(name)) {
                read(all.get(name), true);
            }
        }
    }

    /** Names of all profiles of the file. */
    List<String> names() {
        return List.copyOf(names);
    }

    private void read(Node.Entry entry, boolean counts) {
        String what = "profile '" + entry.name() + "'";
        Section section = Section.of(entry.value(), what, KEYS, problems);
        section.text("description");
        section.get("parameters")
                .map(node -> Section.map(node, "parameters of " + what, problems))
                .ifPresent(
                        mapping -> {
                            mentionedParameters.addAll(mapping.entries().values());
                            if (counts) {
                                parameters.putAll(mapping.entries());
                            }
                        });
        section.get("defaults")
                .map(node -> Section.of(node, "defaults", StepReader.DEFAULTS, problems))
                .ifPresent(
                        inner -> {
                            Map<SettingName, ValueTemplate> read = settings.read(inner);
                            Map<String, ValueTemplate> around = beside.read(inner);
                            if (counts) {
                                defaults.putAll(read);
                                besides.putAll(around);
                            }
                        });
        section.get("steps")
                .map(node -> Section.map(node, "steps of " + what, problems))
                .ifPresent(
                        mapping -> mapping.entries().values().forEach(step -> step(step, counts)));
    }

    private void step(Node.Entry entry, boolean counts) {
        mentionedSteps.add(entry);
        Section section =
                Section.of(
                        entry.value(),
                        "step '" + entry.name() + "' of a profile",
                        SettingsReader.KEYS,
                        problems);
        Map<SettingName, ValueTemplate> read = settings.read(section);
        if (counts) {
            steps.computeIfAbsent(entry.name(), name -> new EnumMap<>(SettingName.class))
                    .putAll(read);
        }
    }

    /** Defaults of all steps; they lie over those of the file. */
    Map<SettingName, ValueTemplate> defaults() {
        return defaults;
    }

    /** What surrounds all commands; it lies over what the file's defaults say. */
    Map<String, ValueTemplate> besides() {
        return besides;
    }

    /** Settings of one step; they lie over its own. */
    Map<SettingName, ValueTemplate> of(String step) {
        return steps.getOrDefault(step, Map.of());
    }

    /** Reports steps that do not exist. */
    void checkSteps(Set<String> known) {
        check(mentionedSteps, known, "step");
    }

    private void check(List<Node.Entry> mentioned, Set<String> known, String what) {
        for (Node.Entry entry : mentioned) {
            if (!known.contains(entry.name())) {
                problems.add(
                        entry.key().position(),
                        String.format(
                                Locale.ROOT,
                                "there is no %s '%s'%s",
                                what,
                                entry.name(),
                                Suggestion.forName(entry.name(), known)));
            }
        }
    }

    /** The parameters with the values of the profiles as their defaults. */
    Map<String, Parameter> over(Map<String, Parameter> declared) {
        check(mentionedParameters, declared.keySet(), "parameter");
        Map<String, Parameter> all = new LinkedHashMap<>(declared);
        parameters.forEach(
                (name, entry) -> {
                    Parameter own = declared.get(name);
                    if (own != null) {
                        all.put(
                                name,
                                new Parameter(
                                        own.name(),
                                        own.position(),
                                        own.type(),
                                        Optional.of(templates.read(entry.value())),
                                        own.description(),
                                        own.allowed(),
                                        own.min(),
                                        own.max()));
                    }
                });
        return all;
    }
}
