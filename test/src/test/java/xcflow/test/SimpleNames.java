package xcflow.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Simple names that more than one class has. Whoever reads one in a message, a stack trace or an
 * import should not have to ask which is meant, unless it is the same idea in two rooms that know
 * nothing of each other.
 */
final class SimpleNames {
    private static final Set<String> ENGINES = Set.of("xcflow.gaussian", "xcflow.planewave");

    /** The same idea in two engines, or in two layers of which one may not know the other. */
    static final Map<String, Set<String>> SAME_IDEA =
            Map.ofEntries(
                    // What a calculation is expanded in.
                    Map.entry("Basis", ENGINES),
                    // What it iterates on.
                    Map.entry("Orbitals", ENGINES),
                    // The loop, who watches it, and what comes of it.
                    Map.entry("SelfConsistentField", ENGINES),
                    Map.entry("ScfListener", ENGINES),
                    Map.entry("ScfResult", ENGINES),
                    Map.entry("Energies", ENGINES),
                    // What must hold of a solution, and what is thrown if it does not.
                    Map.entry("SolutionCheck", ENGINES),
                    Map.entry("WrongSolutionException", ENGINES),
                    // The term of the energy that calls the functional.
                    Map.entry("ExchangeCorrelation", ENGINES),
                    // A density as a checkpoint, and as a data set.
                    Map.entry("DensityFile", ENGINES),
                    Map.entry("DensitySample", ENGINES),
                    // A doubt as a task raises it, and as it is recorded: provenance knows no task.
                    Map.entry("Warning", Set.of("xcflow.spi", "xcflow.provenance")));

    private SimpleNames() {}

    /** Names that more than one class has, each with the rooms of those that have it. */
    static Map<String, Set<String>> shared(JavaClasses classes) {
        Map<String, Set<String>> packages = new TreeMap<>();
        for (JavaClass one : classes) {
            if (one.isTopLevelClass() && !one.getSimpleName().equals("package-info")) {
                packages.computeIfAbsent(one.getSimpleName(), name -> new TreeSet<>())
                        .add(one.getPackageName());
            }
        }
        packages.values().removeIf(of -> of.size() == 1);
        Map<String, Set<String>> rooms = new TreeMap<>();
        packages.forEach((name, of) -> rooms.put(name, rooms(of)));
        return rooms;
    }

    /** Rooms of packages; a package itself where two of them are in one room. */
    private static Set<String> rooms(Set<String> packages) {
        Set<String> rooms = new TreeSet<>();
        for (String one : packages) {
            String[] parts = one.split("\\.");
            if (!rooms.add(parts[0] + "." + parts[1])) {
                rooms.add(one);
            }
        }
        return rooms;
    }
}
