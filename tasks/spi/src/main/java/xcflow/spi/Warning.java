package xcflow.spi;

import java.util.Objects;

/**
 * A doubt about a result: the calculation succeeded, but whoever uses its numbers should know.
 *
 * @param code kind of the warning in kebab case, the same for every warning of the kind, such as
 *     {@code cutoff-below-recommended}
 * @param text one or two sentences: what is doubtful, with its numbers, and what would be better
 */
public record Warning(String code, String text) {

    public Warning {
        Objects.requireNonNull(text);
        if (!code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not a kebab-case code of a warning: " + code);
        }
    }
}
