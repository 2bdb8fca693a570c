package xcflow.workflows.model;

import java.util.Optional;
import xcflow.workflows.text.Position;

/**
 * An environment variable that the workflow declares.
 *
 * @param defaultValue used when it is not set; empty: it must be set
 * @param secret where its value comes from if nobody may see it
 */
public record EnvironmentVariable(
        String name, Position position, Optional<String> defaultValue, Optional<Secret> secret) {

    /** A variable that is no secret. */
    public EnvironmentVariable(String name, Position position, Optional<String> defaultValue) {
        this(name, position, defaultValue, Optional.empty());
    }
}
