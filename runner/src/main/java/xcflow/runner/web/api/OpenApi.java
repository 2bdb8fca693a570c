package xcflow.runner.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.runner.http.Route;

/** Describes the programming interface as OpenAPI 3.1 has it, from the endpoints themselves. */
final class OpenApi {
    private OpenApi() {}

    static Map<String, Object> of(List<Endpoint> endpoints, String version) {
        JsonSchemas schemas = new JsonSchemas();
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            paths.computeIfAbsent(
                            endpoint.template().replace("...}", "}"), path -> new LinkedHashMap<>())
                    .put(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint, schemas));
        }
        Map<String, Object> problem = schemas.of(ApiJson.Problem.class);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas.described());
        components.put(
                "responses",
                Map.of(
                        "Problem",
                        Map.of(
                                "description",
                                "what is wrong, in a sentence",
                                "content",
                                Map.of("application/problem+json", Map.of("schema", problem)))));
        components.put(
                "securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")));
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("openapi", "3.1.0");
        api.put(
                "info",
                Map.of(
                        "title",
                        "xcflow",
                        "version",
                        version,
                        "description",
                        "Runs, functionals and their provenance. On this machine reading needs no"
                                + " token; everything else does: xcflow serve token create NAME."));
        api.put("paths", paths);
        api.put("components", components);
        return api;
    }

    private static Map<String, Object> operation(Endpoint endpoint, JsonSchemas schemas) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", id(endpoint));
        operation.put("tags", List.of(endpoint.tag()));
        operation.put("summary", endpoint.summary());
        if (!endpoint.parameters().isEmpty()) {
            List<Object> parameters = new ArrayList<>();
            for (Endpoint.Parameter parameter : endpoint.parameters()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("name", parameter.name());
                entry.put("in", parameter.in());
                entry.put("required", parameter.in().equals("path"));
                entry.put("description", parameter.description());
                entry.put("schema", parameter.schema());
                parameters.add(entry);
            }
            operation.put("parameters", parameters);
        }
        endpoint.body()
                .ifPresent(
                        type ->
                                operation.put(
                                        "requestBody",
                                        Map.of(
                                                "required",
                                                true,
                                                "content",
                                                json(schemas.of(type)))));
        if (endpoint.need() == Route.Need.ACT) {
            operation.put("security", List.of(Map.of("token", List.of())));
        } else {
            operation.put("security", List.of(Map.of(), Map.of("token", List.of())));
        }
        operation.put("responses", responses(endpoint, schemas));
        return operation;
    }

    private static Map<String, Object> responses(Endpoint endpoint, JsonSchemas schemas) {
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("description", endpoint.summary());
        Map<String, Object> of = schemas.of(endpoint.result().type());
        switch (endpoint.result().shape()) {
            case ONE -> good.put("content", json(of));
            case LIST -> good.put("content", json(Map.of("type", "array", "items", of)));
            case PAGE -> {
                Map<String, Object> properties = new LinkedHashMap<>();
                properties.put("total", Map.of("type", "integer"));
                properties.put("offset", Map.of("type", "integer"));
                properties.put("limit", Map.of("type", "integer"));
                properties.put("items", Map.of("type", "array", "items", of));
                good.put(
                        "content",
                        json(
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        properties,
                                        "required",
                                        List.copyOf(properties.keySet()))));
            }
            case OTHER -> good.put("content", Map.of("*/*", Map.of()));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(Integer.toString(endpoint.result().status()), good);
        responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
        return responses;
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }

    private static String id(Endpoint endpoint) {
        return endpoint.method().toLowerCase(Locale.ROOT)
                + endpoint.template()
                        .replaceFirst("/api", "")
                        .replaceAll("[{}.]", "")
                        .replace('/', '-');
    }
}
