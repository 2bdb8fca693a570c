package xcflow.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setting that is declared in a file instead of a record: what {@link Describe} says of a
 * component, as values.
 *
 * @param name in kebab case
 * @param type which values it takes
 * @param description in one or two sentences of Markdown
 * @param unit of a physical quantity; empty: none
 * @param defaultValue plain value that counts where nothing is said; empty: it may be left out, and
 *     is then not there
 * @param required whether it must be given; only without a default
 * @param allowed permitted values of text; empty: any
 * @param min least permitted number, or least permitted length of a list
 * @param max greatest permitted number, or greatest permitted length of a list
 */
public record Setting(
        String name,
        Type type,
        String description,
        String unit,
        Optional<Object> defaultValue,
        boolean required,
        List<String> allowed,
        double min,
        double max) {

    public Setting {
        allowed = List.copyOf(allowed);
    }

    /** Values that a setting takes, by what they are in Java. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link Long}. */
        INTEGER,
        /** {@link Double}. */
        NUMBER,
        /** {@link List} of Long. */
        INTEGERS,
        /** {@link List} of Double. */
        NUMBERS,
        /** {@link List} of String. */
        TEXTS,
        /** {@link Source}: a name or a file. */
        FILE,
        /** {@link Map} of names to Source. */
        FILES,
        /** Map of names to plain values. */
        MAP
    }

    /**
     * A record that holds the values of declared settings. It is the class of {@link
     * Selectable#settings()} of a plug-in that declares them, and has this one component.
     */
    public interface Values {

        /** By name; what was left out and has no default is missing. */
        Map<String, Object> values();
    }
}
