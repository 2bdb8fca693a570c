package xcflow.workflows.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.text.Position;

/**
 * A value that the user may choose for each run.
 *
 * @param defaultValue used when the user gives none; empty: the user must give one
 * @param allowed permitted values; empty: any
 * @param min least permitted number or length
 * @param max greatest permitted number or length
 */
public record Parameter(
        String name,
        Position position,
        Type type,
        Optional<ValueTemplate> defaultValue,
        String description,
        List<Object> allowed,
        Optional<Double> min,
        Optional<Double> max) {

    /** Types of parameters. */
    public enum Type {
        STRING("text"),
        INT("a whole number"),
        NUMBER("a number"),
        BOOL("true or false"),
        LIST("a list"),
        MAP("a map"),
        FILE("the path of a file"),
        DURATION("a duration"),
        ANY("any value");

        private final String meaning;

        Type(String meaning) {
            this.meaning = meaning;
        }

        /** As it is written in the file. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** In words. */
        public String meaning() {
            return meaning;
        }
    }
}
