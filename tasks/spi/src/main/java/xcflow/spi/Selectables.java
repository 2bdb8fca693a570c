package xcflow.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the plug-ins of a kind, those that are classes and those that are declared in files. */
public final class Selectables {
    private Selectables() {}

    /**
     * By name.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static <T extends Selectable> SortedMap<String, T> of(Class<T> kind) {
        SortedMap<String, T> all = new TreeMap<>();
        for (T plugin : ServiceLoader.load(kind, kind.getClassLoader())) {
            add(all, plugin, kind);
        }
        for (SelectableSource source :
                ServiceLoader.load(SelectableSource.class, kind.getClassLoader())) {
            if (source.kind() == kind) {
                source.all().forEach(plugin -> add(all, kind.cast(plugin), kind));
            }
        }
        return all;
    }

    /** What is wrong with files that declare plug-ins of a kind. */
    public static List<String> problems(Class<? extends Selectable> kind) {
        List<String> all = new ArrayList<>();
        for (SelectableSource source :
                ServiceLoader.load(SelectableSource.class, kind.getClassLoader())) {
            if (source.kind() == kind) {
                all.addAll(source.problems());
            }
        }
        return all;
    }

    private static <T extends Selectable> void add(
            SortedMap<String, T> all, T plugin, Class<T> kind) {
        if (all.put(plugin.name(), plugin) != null) {
            throw new IllegalArgumentException(
                    "two of " + kind.getName() + " are called " + plugin.name());
        }
    }
}
