package xcflow.workflows.model;

import java.util.Locale;
import java.util.Optional;
import xcflow.workflows.expression.ValueTemplate;

/**
 * What a step's result must be like to count as good. It is looked at after the step, also when the
 * result was known before; it is part neither of the result nor of its cache key.
 *
 * @param that an expression over {@code outputs}, {@code parameters}, {@code matrix}, {@code
 *     imports} and {@code env} that gives true or false
 * @param message what it means if it is false; may contain expressions
 */
public record Expectation(
        ValueTemplate.Whole that, Optional<ValueTemplate> message, Severity severity) {

    /** What follows if it is not met. */
    public enum Severity {
        /** The instance fails. */
        ERROR,
        /** The instance has a warning. */
        WARNING;

        /** As it is written in the file. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
