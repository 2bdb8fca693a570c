package xcflow.foreign.engine;

import java.util.Map;
import xcflow.spi.Setting;

/** Values of the settings that a descriptor declares. */
public record ForeignSettings(Map<String, Object> values) implements Setting.Values {
    public ForeignSettings {
        values = Map.copyOf(values);
    }
}
