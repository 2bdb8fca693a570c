package xcflow.runner.environment;

import java.util.List;
import java.util.Map;

/** The machine as it is. */
public record Bare() implements Environment {

    @Override
    public Map<String, Object> found() {
        return Map.of();
    }

    @Override
    public Start start(List<String> command, Place place) {
        return new Start(command, place.variables(), List.of());
    }

    @Override
    public boolean ownPrograms() {
        return false;
    }
}
