package xcflow.workflows.document;

import static xcflow.workflows.document.ExecutionSchema.described;
import static xcflow.workflows.document.TypeSchema.orExpression;
import static xcflow.workflows.document.TypeSchema.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.workflows.model.Expectation;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/**
 * JSON Schema (2020-12) of the experiment language with the tasks of a catalogue, for editors. It
 * is a little more lenient than the reader, which also checks what expressions refer to.
 */
public final class WorkflowSchema {
    private static final String NAME = "^[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*$";

    /** What a schema begins with that was written by this program. */
    public static final String MARK =
            "Workflows of xcflow; written by xcflow, which keeps it up to date.";

    private WorkflowSchema() {}

    /** The schema as text. */
    public static String text(TaskCatalog catalog) {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(of(catalog))
                + "\n";
    }

    /** The schema as plain values. */
    public static Map<String, Object> of(TaskCatalog catalog) {
        Map<String, Object> definitions = definitions();
        Map<String, Object> beside = new LinkedHashMap<>();
        for (TaskType task : catalog.types()) {
            Map<String, Object> inputs = TypeSchema.of(task.inputs());
            Map<?, ?> properties = (Map<?, ?>) inputs.get("properties");
            Map<Object, Object> inside = new LinkedHashMap<>(properties);
            inside.keySet().removeAll(task.task().beside());
            inputs.put("properties", inside);
            task.task().beside().stream()
                    .sorted()
                    .filter(name -> !name.equals("found"))
                    .forEach(name -> beside.putIfAbsent(name, properties.get(name)));
            definitions.put("inputs-of-" + task.name(), inputs);
        }
        definitions.put("step", step(catalog, beside));
        Map<String, Object> schema =
                schema(
                        "$schema",
                        "https://json-schema.org/draft/2020-12/schema",
                        // No title: editors would put it above the text of everything that has
                        // none.
                        "$comment",
                        MARK,
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "required",
                        List.of("steps"),
                        "properties",
                        properties(beside),
                        "$defs",
                        definitions);
        return schema;
    }

    private static Map<String, Object> properties(Map<String, Object> beside) {
        return schema(
                "name", described("Name of the workflow.", schema("type", "string")),
                "description", described("What it is for.", schema("type", "string")),
                "parameters",
                        described(
                                "Values that can be chosen for each run.",
                                named(schema("$ref", "#/$defs/parameter"))),
                "env",
                        described(
                                "Environment variables that expressions may see.",
                                schema(
                                        "anyOf",
                                        List.of(
                                                schema(
                                                        "type",
                                                        "array",
                                                        "items",
                                                        schema("type", "string")),
                                                schema(
                                                        "type",
                                                        "object",
                                                        "additionalProperties",
                                                        schema("$ref", "#/$defs/variable"))))),
                "imports",
                        described(
                                "Values from other YAML files, seen as imports.<name>.",
                                named(schema("type", "string"))),
                "defaults",
                        described(
                                "How steps are executed unless they say otherwise.",
                                schema(
                                        "type",
                                        "object",
                                        "additionalProperties",
                                        false,
                                        "properties",
                                        ExecutionSchema.defaults(beside))),
                "steps",
                        described(
                                "The steps; their order has no meaning.",
                                named(schema("$ref", "#/$defs/step"))),
                "outputs", described("The results of the run.", named(schema())),
                "results", ExecutionSchema.results(),
                "labels",
                        described(
                                "Labels of the runs, by which they can be found.",
                                named(schema("type", List.of("string", "number", "boolean")))),
                "profiles",
                        described(
                                "Named sets of parameters and settings, chosen by --profile.",
                                named(ExecutionSchema.profile(beside))),
                "timeout", RunSchema.timeout(),
                "fail-fast", RunSchema.failFast(),
                "priority", RunSchema.priority(),
                "on-end", RunSchema.onEnd(),
                "schedule",
                        described(
                                "When the workflow runs by itself.",
                                schema(
                                        "type",
                                        "object",
                                        "additionalProperties",
                                        false,
                                        "required",
                                        List.of("cron"),
                                        "properties",
                                        schema(
                                                "cron",
                                                described(
                                                        "Quartz syntax, seconds first: 0 0 3 * * ?",
                                                        schema("type", "string")),
                                                "time-zone",
                                                schema("type", "string", "default", "UTC")))));
    }

    private static Map<String, Object> definitions() {
        return schema(
                "expression",
                schema("type", "string", "pattern", "\\$\\{\\{[\\s\\S]*\\}\\}"),
                "variable",
                RunSchema.variable(),
                "name-or-file",
                schema(
                        "anyOf",
                        List.of(
                                schema("type", "string"),
                                schema(
                                        "type",
                                        "object",
                                        "additionalProperties",
                                        false,
                                        "required",
                                        List.of("file"),
                                        "properties",
                                        schema("file", schema("type", "string"))))),
                "parameter",
                schema(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "properties",
                        schema(
                                "type",
                                schema(
                                        "enum",
                                        Arrays.stream(Parameter.Type.values())
                                                .map(Parameter.Type::label)
                                                .toList()),
                                "default",
                                schema(),
                                "description",
                                schema("type", "string"),
                                "allowed",
                                schema("type", "array"),
                                "min",
                                schema("type", "number"),
                                "max",
                                schema("type", "number"))));
    }

    private static Map<String, Object> step(TaskCatalog catalog, Map<String, Object> beside) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> names = new ArrayList<>();
        List<Object> rules = new ArrayList<>();
        for (TaskType task : catalog.types()) {
            names.add(schema("const", task.name(), "description", task.title()));
            Map<String, Object> then =
                    schema(
                            "properties",
                            schema("with", schema("$ref", "#/$defs/inputs-of-" + task.name())));
            if (task.inputs().fields().stream().anyMatch(Field::required)) {
                then.put("required", List.of("with"));
            }
            rules.add(
                    schema(
                            "if",
                            schema(
                                    "properties",
                                    schema("uses", schema("const", task.name())),
                                    "required",
                                    List.of("uses")),
                            "then",
                            then));
        }
        names.add(
                schema(
                        "type",
                        "string",
                        "pattern",
                        "^\\.\\.?/.*\\.ya?ml$",
                        "description",
                        "Another workflow that becomes part of this one."));
        properties.put("uses", described("The task, or a workflow.", schema("oneOf", names)));
        properties.put("with", described("Inputs of the task.", schema("type", "object")));
        properties.put("matrix", matrix());
        properties.put(
                "needs",
                described(
                        "Steps that must end before this one begins.",
                        schema(
                                "anyOf",
                                List.of(
                                        schema("type", "string"),
                                        schema(
                                                "type",
                                                "array",
                                                "items",
                                                schema("type", "string"))))));
        properties.put(
                "when",
                described(
                        "The step is skipped if this is false.",
                        orExpression(schema("type", "boolean"))));
        properties.put("expect", expectations());
        properties.put("description", schema("type", "string"));
        properties.putAll(ExecutionSchema.defaults(beside));
        Map<String, Object> step =
                schema(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "required",
                        List.of("uses"),
                        "properties",
                        properties);
        if (!rules.isEmpty()) {
            step.put("allOf", rules);
        }
        return step;
    }

    private static Map<String, Object> expectations() {
        Map<String, Object> expression = schema("$ref", "#/$defs/expression");
        Map<String, Object> map =
                schema(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "required",
                        List.of("that"),
                        "properties",
                        schema(
                                "that",
                                described("True if the result is good.", expression),
                                "message",
                                described("What it means if it is not.", schema("type", "string")),
                                "severity",
                                described(
                                        "What follows: the instance fails, or it has a warning.",
                                        schema(
                                                "enum",
                                                Arrays.stream(Expectation.Severity.values())
                                                        .map(Expectation.Severity::label)
                                                        .toList(),
                                                "default",
                                                Expectation.Severity.ERROR.label()))));
        Map<String, Object> one = schema("anyOf", List.of(expression, map));
        return described(
                "Conditions that the result must meet: expressions over outputs, parameters and"
                        + " matrix.",
                schema("anyOf", List.of(expression, map, schema("type", "array", "items", one))));
    }

    private static Map<String, Object> matrix() {
        Map<String, Object> combinations =
                schema("type", "array", "items", schema("type", "object"));
        return described(
                "Makes one instance of the step for each combination of values.",
                schema(
                        "type", "object",
                        "properties", schema("include", combinations, "exclude", combinations),
                        "additionalProperties", orExpression(schema("type", "array"))));
    }

    static Map<String, Object> named(Map<String, Object> values) {
        return schema(
                "type",
                "object",
                "propertyNames",
                schema("pattern", NAME),
                "additionalProperties",
                values);
    }
}
