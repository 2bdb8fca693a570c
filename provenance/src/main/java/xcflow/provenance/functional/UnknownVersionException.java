package xcflow.provenance.functional;

import java.util.List;
import java.util.Locale;

/** There is no such functional version, or more than one; the message says what there is. */
public final class UnknownVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** More names than these are not read. */
    private static final int MOST = 12;

    private final String name;
    private final List<String> known;

    private UnknownVersionException(String message, String name, List<String> known) {
        super(message);
        this.name = name;
        this.known = List.copyOf(known);
    }

    static UnknownVersionException name(String text, String name, List<String> known) {
        String what = "there is no functional " + text;
        String rest =
                known.isEmpty()
                        ? ": none has been recorded yet"
                        : known.size() > MOST ? "" : "; there are: " + String.join(", ", known);
        return new UnknownVersionException(what + rest, name, known);
    }

    static UnknownVersionException number(String text, String name, int last) {
        return new UnknownVersionException(
                String.format(
                        Locale.ROOT,
                        "there is no functional %s; the latest version is %s@%d",
                        text,
                        name,
                        last),
                name,
                List.of());
    }

    static UnknownVersionException ambiguous(String text, List<String> digests) {
        return new UnknownVersionException(
                String.format(
                        Locale.ROOT,
                        "several functionals have a digest that begins with %s: %s",
                        text,
                        String.join(", ", digests)),
                text,
                List.of());
    }

    static UnknownVersionException tagged(String tag, List<String> labels) {
        return new UnknownVersionException(
                "several functionals have the tag " + tag + ": " + String.join(", ", labels),
                tag,
                List.of());
    }

    /** The name that is not known, without a number. */
    public String name() {
        return name;
    }

    /** The names that there are, if it is the name that is not known. */
    public List<String> known() {
        return known;
    }
}
