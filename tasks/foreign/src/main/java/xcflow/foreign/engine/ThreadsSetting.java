package xcflow.foreign.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.spi.Setting;

/**
 * The number of threads of another program. Its numbers may depend on it in their last digits, so
 * it is a setting, and part of the cache key, instead of what the runner happens to grant.
 */
final class ThreadsSetting {
    static final String NAME = "threads";

    private static final Setting SETTING =
            new Setting(
                    NAME,
                    Setting.Type.INTEGER,
                    "Threads, or processes, of the program for one calculation. Results may depend on"
                            + " it in their last digits; a step that takes more than one should"
                            + " say so in `resources`.",
                    "",
                    Optional.of(1L),
                    false,
                    List.of(),
                    1,
                    4096);

    private ThreadsSetting() {}

    /** Settings with this one, unless they have one of that name. */
    static List<Setting> with(List<Setting> settings) {
        if (settings.stream().anyMatch(each -> each.name().equals(NAME))) {
            return settings;
        }
        List<Setting> all = new ArrayList<>(settings);
        all.add(SETTING);
        return all;
    }

    static int of(ForeignSettings settings) {
        return settings.values().get(NAME) instanceof Long threads ? threads.intValue() : 1;
    }
}
