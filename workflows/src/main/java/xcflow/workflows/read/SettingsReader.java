package xcflow.workflows.read;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.Problems;

/** Reads how steps are executed: {@code retry}, {@code timeout}, {@code resources} and so on. */
final class SettingsReader {
    static final List<String> KEYS =
            List.of("retry", "timeout", "resources", "on", "on-failure", "cache");
    static final List<String> RETRY = List.of("attempts", "backoff", "on-exit");
    static final List<String> RESOURCES = List.of("threads", "memory", "time", "gpus", "named");

    private final TemplateReader templates;
    private final Problems problems;

    SettingsReader(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    Map<SettingName, ValueTemplate> read(Section section) {
        Map<SettingName, ValueTemplate> settings = new EnumMap<>(SettingName.class);
        section.get("retry")
                .map(node -> Section.of(node, "retry", RETRY, problems))
                .ifPresent(
                        retry -> {
                            read(retry, SettingName.ATTEMPTS, settings);
                            read(retry, SettingName.BACKOFF, settings);
                            read(retry, SettingName.ON_EXIT, settings);
                        });
        section.get("resources")
                .map(node -> Section.of(node, "resources", RESOURCES, problems))
                .ifPresent(
                        resources -> {
                            read(resources, SettingName.THREADS, settings);
                            read(resources, SettingName.MEMORY, settings);
                            read(resources, SettingName.TIME, settings);
                            read(resources, SettingName.GPUS, settings);
                            read(resources, SettingName.NAMED, settings);
                        });
        read(section, SettingName.TIMEOUT, settings);
        read(section, SettingName.ON, settings);
        read(section, SettingName.ON_FAILURE, settings);
        read(section, SettingName.CACHE, settings);
        return settings;
    }

    private void read(Section section, SettingName name, Map<SettingName, ValueTemplate> settings) {
        section.get(name.label())
                .map(templates::read)
                .ifPresent(
                        template -> {
                            settings.put(name, template);
                            if (template instanceof ValueTemplate.Constant constant
                                    && constant.value() != Pending.VALUE) {
                                check(name, constant);
                            }
                        });
    }

    private void check(SettingName name, ValueTemplate.Constant constant) {
        try {
            ExecutionSettings.USUAL.with(name, constant.value());
        } catch (IllegalArgumentException e) {
            problems.add(constant.position(), name.label() + ": " + e.getMessage());
        }
    }
}
