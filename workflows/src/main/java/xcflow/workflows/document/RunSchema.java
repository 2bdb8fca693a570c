package xcflow.workflows.document;

import static xcflow.workflows.document.TypeSchema.schema;

import java.util.List;
import java.util.Map;

/** Schema of what a workflow says about its run as a whole. */
final class RunSchema {
    private RunSchema() {}

    /** What is said of an environment variable. */
    static Map<String, Object> variable() {
        return schema(
                "anyOf",
                List.of(
                        schema("type", List.of("string", "number", "boolean", "null")),
                        schema(
                                "type",
                                "object",
                                "additionalProperties",
                                false,
                                "properties",
                                schema(
                                        "default",
                                        schema("type", "string"),
                                        "secret",
                                        ExecutionSchema.described(
                                                "Whether only a keyed digest is recorded.",
                                                schema("type", "boolean")),
                                        "file",
                                        ExecutionSchema.described(
                                                "File with the secret, private to its owner.",
                                                schema("type", "string")),
                                        "command",
                                        ExecutionSchema.described(
                                                "Command that prints the secret.",
                                                schema("type", "string"))))));
    }

    static Map<String, Object> timeout() {
        return ExecutionSchema.described(
                "Longest time of the run, such as 12h.", schema("type", "string"));
    }

    static Map<String, Object> failFast() {
        return ExecutionSchema.described(
                "Whether everything is stopped at the first failure.", schema("type", "boolean"));
    }

    static Map<String, Object> priority() {
        return ExecutionSchema.described(
                "Runs with a higher one go first; usually 0.",
                schema("type", "integer", "minimum", -1000, "maximum", 1000));
    }

    static Map<String, Object> onEnd() {
        Map<String, Object> text = schema("type", "string");
        Map<String, Object> end = schema("enum", List.of("succeeded", "failed", "cancelled"));
        Map<String, Object> one =
                schema(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "properties",
                        schema(
                                "command",
                                text,
                                "webhook",
                                text,
                                "mail",
                                text,
                                "when",
                                schema(
                                        "anyOf",
                                        List.of(end, schema("type", "array", "items", end)))));
        return ExecutionSchema.described(
                "Who is told of the end of the run.",
                schema("anyOf", List.of(one, schema("type", "array", "items", one))));
    }
}
