package xcflow.workflows.model;

import java.util.Optional;
import xcflow.workflows.text.Position;

/**
 * An environment variable that the workflow declares.
 *
 * @param defaultValue used when it is not set; empty: it must be set
 */
public record EnvironmentVariable(String name, Position position, Optional<String> defaultValue) {}
