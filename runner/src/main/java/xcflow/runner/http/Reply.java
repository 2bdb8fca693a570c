package xcflow.runner.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What is sent back. */
public sealed interface Reply {

    /** Headers that only this reply has. */
    Map<String, String> headers();

    /** Text or bytes. */
    record Whole(int status, String type, byte[] body, Map<String, String> headers)
            implements Reply {}

    /** The content of a file. */
    record OfFile(Path file, String type, Map<String, String> headers) implements Reply {}

    /**
     * Events, until the client goes away.
     *
     * @param allowed whether the client may still have them
     */
    record Events(String topics, BooleanSupplier allowed, Map<String, String> headers)
            implements Reply {}

    static Reply events(String topics) {
        return new Events(topics, () -> true, Map.of());
    }

    static Reply html(int status, String page) {
        return text(status, "text/html; charset=utf-8", page);
    }

    static Reply html(String page) {
        return html(200, page);
    }

    static Reply text(int status, String type, String text) {
        return new Whole(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Sends a browser elsewhere after it has acted. */
    static Reply elsewhere(String address) {
        return new Whole(
                303, "text/plain; charset=utf-8", new byte[0], Map.of("Location", address));
    }

    /** The same with one more header. */
    default Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers());
        more.put(name, value);
        if (this instanceof Whole whole) {
            return new Whole(whole.status(), whole.type(), whole.body(), more);
        } else if (this instanceof OfFile file) {
            return new OfFile(file.file(), file.type(), more);
        }
        Events events = (Events) this;
        return new Events(events.topics(), events.allowed(), more);
    }
}
