package xcflow.runner.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * A request.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param headers by their names in lower case
 * @param query parameters of the address; several values of one name with NUL between them
 * @param body as it was sent
 * @param variables parts of the path that the route names
 * @param caller who sends it
 */
public record Call(
        String method,
        String path,
        Map<String, String> headers,
        Map<String, String> query,
        byte[] body,
        Map<String, String> variables,
        Caller caller) {

    /** The same request, as a route understands it. */
    Call with(Map<String, String> pathVariables, Caller known) {
        return new Call(method, path, headers, query, body, pathVariables, known);
    }

    /** A header; empty if it was not sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether only a part of the page is wanted, to replace what is shown. */
    public boolean wantsPart() {
        return header("HX-Request").isPresent();
    }

    /** A parameter of the address that is not empty. */
    public Optional<String> parameter(String name) {
        String together = query.get(name);
        return together == null
                ? Optional.empty()
                : Optional.of(together.substring(together.lastIndexOf('\0') + 1))
                        .filter(value -> !value.isBlank());
    }

    /** All values of a parameter of the address, in their order. */
    public List<String> all(String name) {
        String together = query.get(name);
        return together == null ? List.of() : List.of(together.split("\\x00", -1));
    }

    /** A part of the path. */
    public String variable(String name) {
        return variables.get(name);
    }

    /** A part of the path that is a number. */
    public long number(String name) throws RefusalException {
        String text = variable(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw RefusalException.unusable("'" + text + "' is not a number of a " + name);
        }
    }

    /** A parameter that is a whole number. */
    public int number(String name, int usual, int least, int most) throws RefusalException {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw RefusalException.unusable(
                name + " is a number from " + least + " to " + most + ", not '" + text.get() + "'");
    }

    /** A parameter that is a number. */
    public double number(String name, double usual, double least, double most)
            throws RefusalException {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw RefusalException.unusable(
                name + " is a number from " + least + " to " + most + ", not '" + text.get() + "'");
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the body is the content of a form. */
    public boolean isForm() {
        return header("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    /** Fields of the form that was sent. */
    public Map<String, String> form() throws RefusalException {
        return isForm() ? fields(text()) : Map.of();
    }

    /** Fields of a form or of the query of an address. */
    static Map<String, String> fields(String text) throws RefusalException {
        Fields decoded = new Fields();
        try {
            UrlEncoded.decodeTo(text, decoded::add, StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw RefusalException.unusable("the fields cannot be decoded");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Fields.Field field : decoded) {
            fields.put(field.getName(), String.join("\0", field.getValues()));
        }
        return fields;
    }
}
