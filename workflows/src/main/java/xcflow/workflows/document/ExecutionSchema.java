package xcflow.workflows.document;

import static xcflow.workflows.document.TypeSchema.orExpression;
import static xcflow.workflows.document.TypeSchema.schema;

import java.util.List;
import java.util.Map;
import xcflow.workflows.model.ExecutionSettings;

/** The part of the schema that says how steps are executed: {@code retry}, {@code resources} ... */
final class ExecutionSchema {
    private ExecutionSchema() {}

    /** What a step and {@code defaults} have in common, by key. */
    static Map<String, Object> settings() {
        return schema(
                "retry",
                described(
                        "How often a failing task is tried.",
                        schema(
                                "type",
                                "object",
                                "additionalProperties",
                                false,
                                "properties",
                                schema(
                                        "attempts",
                                        orExpression(schema("type", "integer", "minimum", 1)),
                                        "backoff",
                                        duration(),
                                        "on-exit",
                                        described(
                                                "Exit statuses after which a command is tried"
                                                        + " again, such as [137, timeout]; without it,"
                                                        + " every failure that another attempt may"
                                                        + " cure.",
                                                orExpression(exits()))))),
                "timeout",
                described("Limit of each attempt, such as 2h.", duration()),
                "resources",
                described(
                        "What the task needs.",
                        schema(
                                "type",
                                "object",
                                "additionalProperties",
                                false,
                                "properties",
                                schema(
                                        "threads",
                                        orExpression(schema("type", "integer", "minimum", 1)),
                                        "memory",
                                        described("Such as 4GiB.", schema("type", "string")),
                                        "time",
                                        described("What an attempt takes at most.", duration()),
                                        "gpus",
                                        orExpression(schema("type", "integer", "minimum", 0)),
                                        "named",
                                        described(
                                                "Such as licence: 2; the settings say how many"
                                                        + " there are.",
                                                schema("type", "object"))))),
                "on",
                described(
                        "The site that executes it, such as slurm or slurm/gpu.",
                        schema("type", "string")),
                "on-failure",
                described(
                        "Whether a failure makes the run fail.",
                        orExpression(schema("enum", List.of("fail", "continue")))),
                "cache",
                described(
                        "Whether an earlier result may be used.",
                        orExpression(schema("type", "boolean"))));
    }

    /** Where results are placed for people. */
    static Map<String, Object> results() {
        Map<String, Object> path = schema("type", "string");
        return described(
                "Directory in which the outputs of a successful run are placed for people.",
                schema(
                        "anyOf",
                        List.of(
                                path,
                                schema(
                                        "type",
                                        "object",
                                        "additionalProperties",
                                        false,
                                        "required",
                                        List.of("directory"),
                                        "properties",
                                        schema(
                                                "directory",
                                                described("Relative to the workflow.", path),
                                                "link",
                                                schema(
                                                        "enum",
                                                        List.of(
                                                                "copy", "reflink", "hard",
                                                                "symlink"),
                                                        "default",
                                                        "copy"),
                                                "files",
                                                described(
                                                        "What is placed, by its path in the directory; without it, all outputs.",
                                                        schema("type", "object")))))));
    }

    /** A profile of a workflow. */
    static Map<String, Object> profile(Map<String, Object> beside) {
        Map<String, Object> settings =
                schema("type", "object", "additionalProperties", false, "properties", settings());
        return schema(
                "type",
                "object",
                "additionalProperties",
                false,
                "properties",
                schema(
                        "description",
                        schema("type", "string"),
                        "parameters",
                        described("Values of parameters.", schema("type", "object")),
                        "defaults",
                        described(
                                "How steps are executed unless they say otherwise.",
                                schema(
                                        "type",
                                        "object",
                                        "additionalProperties",
                                        false,
                                        "properties",
                                        defaults(beside))),
                        "steps",
                        described(
                                "How single steps are executed.", WorkflowSchema.named(settings))));
    }

    /** Settings, and what surrounds commands. */
    static Map<String, Object> defaults(Map<String, Object> beside) {
        Map<String, Object> all = settings();
        all.putAll(beside);
        return all;
    }

    private static Map<String, Object> exits() {
        Map<String, Object> one =
                schema(
                        "anyOf",
                        List.of(
                                schema("type", "integer", "minimum", 1, "maximum", 255),
                                schema("const", ExecutionSettings.ON_TIMEOUT)));
        return schema("anyOf", List.of(one, schema("type", "array", "items", one)));
    }

    private static Map<String, Object> duration() {
        return orExpression(schema("type", "string", "pattern", TypeSchema.DURATION));
    }

    static Map<String, Object> described(String text, Map<String, Object> schema) {
        Map<String, Object> described = schema("description", text);
        described.putAll(schema);
        return described;
    }
}
