package xcflow.runner.web.api;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;

/** Records as JSON with names like those of the command line's JSON. */
public final class ApiJson {
    /** Most things of a list at once. */
    static final int MOST = 1000;

    /** Most things of a list that can be left out. */
    static final int FARTHEST = 100_000_000;

    private static final String TYPE = "application/json";
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private ApiJson() {}

    /** A value as JSON. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** A value as the body of a reply. */
    static Reply reply(int status, Object value) {
        return Reply.text(status, TYPE, write(value));
    }

    /** What is wrong, as RFC 9457 has it. */
    public static Reply problem(int status, String sentence) {
        return Reply.text(
                status,
                "application/problem+json",
                write(new Problem("about:blank", status, sentence)));
    }

    /** RFC 9457. */
    record Problem(String type, int status, String detail) {}

    /** The body of a request. */
    static <T> T read(Call call, Class<T> type) throws RefusalException {
        if (call.header("Content-Type").filter(t -> t.startsWith(TYPE)).isEmpty()) {
            throw new RefusalException(415, "send JSON, and say so: Content-Type: " + TYPE);
        }
        try {
            T value = MAPPER.readValue(call.text(), type);
            if (value == null) {
                throw RefusalException.unusable("the body is an object, not null");
            }
            return value;
        } catch (JacksonException e) {
            throw RefusalException.unusable("the body cannot be used: " + e.getOriginalMessage());
        }
    }

    static int offset(Call call) throws RefusalException {
        return call.number("offset", 0, 0, FARTHEST);
    }

    static int limit(Call call) throws RefusalException {
        return call.number("limit", 50, 1, MOST);
    }

    static <T> T found(Optional<T> value, String what) throws RefusalException {
        return value.orElseThrow(() -> RefusalException.unknown("there is no " + what));
    }
}
