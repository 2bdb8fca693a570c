package xcflow.runner.web.api;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.http.Call;
import xcflow.runner.http.Route;

/**
 * An address of the programming interface, with what its description says.
 *
 * @param result what is sent back: a class, or {@link #list} or {@link #page} of one; empty for
 *     what is no JSON
 * @param body what has to be sent; empty for nothing
 */
public record Endpoint(
        String method,
        String template,
        Route.Need need,
        String tag,
        String summary,
        List<Parameter> parameters,
        Optional<Class<?>> body,
        Result result,
        Work work) {

    /** Does what is asked for; gives what is sent back as JSON, or a reply that is ready. */
    @FunctionalInterface
    public interface Work {
        Object answer(Call call) throws Exception;
    }

    /** What is sent back. */
    public record Result(Type type, Shape shape, int status) {}

    /** How many of it. */
    public enum Shape {
        ONE,
        LIST,
        PAGE,
        OTHER
    }

    /**
     * @param in {@code path} or {@code query}
     * @param schema of JSON
     */
    public record Parameter(
            String name, String in, Map<String, Object> schema, String description) {}

    static Endpoint read(String template, String tag, String summary, Result result, Work work) {
        return new Endpoint(
                "GET",
                template,
                Route.Need.READ,
                tag,
                summary,
                List.of(),
                Optional.empty(),
                result,
                work);
    }

    static Endpoint act(
            String method, String template, String tag, String summary, Result result, Work work) {
        return new Endpoint(
                method,
                template,
                Route.Need.ACT,
                tag,
                summary,
                List.of(),
                Optional.empty(),
                result,
                work);
    }

    static Result one(Class<?> type) {
        return new Result(type, Shape.ONE, 200);
    }

    static Result made(Class<?> type) {
        return new Result(type, Shape.ONE, 201);
    }

    static Result list(Class<?> type) {
        return new Result(type, Shape.LIST, 200);
    }

    static Result page(Class<?> type) {
        return new Result(type, Shape.PAGE, 200);
    }

    static Result other() {
        return new Result(Object.class, Shape.OTHER, 200);
    }

    /** The same with a parameter of the path. */
    Endpoint path(String name, String type, String description) {
        return with(new Parameter(name, "path", Map.of("type", type), description));
    }

    /** The same with a parameter of the query. */
    Endpoint query(String name, Map<String, Object> schema, String description) {
        return with(new Parameter(name, "query", schema, description));
    }

    /** The same with the parameters of a list. */
    Endpoint paged() {
        return query(
                        "offset",
                        Map.of("type", "integer", "minimum", 0, "maximum", ApiJson.FARTHEST),
                        "how many to leave out")
                .query(
                        "limit",
                        Map.of("type", "integer", "minimum", 1, "maximum", ApiJson.MOST),
                        "how many to give (default: 50)");
    }

    /** The same with a body. */
    Endpoint body(Class<?> type) {
        return new Endpoint(
                method, template, need, tag, summary, parameters, Optional.of(type), result, work);
    }

    private Endpoint with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new Endpoint(method, template, need, tag, summary, more, body, result, work);
    }
}
