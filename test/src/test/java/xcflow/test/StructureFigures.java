package xcflow.test;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prints the structure in numbers, as docs/architecture.md shows it: for each room its classes,
 * packages, arrows between packages, floors of packages, and packages that are in a circle.
 */
public final class StructureFigures {
    private StructureFigures() {}

    public static void main(String[] arguments) {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("xcflow");
        Map<String, Map<String, Set<String>>> rooms = new TreeMap<>();
        Map<String, Integer> files = new TreeMap<>();
        for (JavaClass one : classes) {
            String room = room(one);
            if (!one.getName().contains("$") && !one.getSimpleName().equals("package-info")) {
                files.merge(room, 1, Integer::sum);
            }
            Set<String> uses =
                    rooms.computeIfAbsent(room, r -> new TreeMap<>())
                            .computeIfAbsent(one.getPackageName(), p -> new TreeSet<>());
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getName().startsWith("xcflow.")
                        && room(used).equals(room)
                        && !used.getPackageName().equals(one.getPackageName())) {
                    uses.add(used.getPackageName());
                }
            }
        }
        System.out.println("| module | files | packages | arrows | floors | in circles |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        rooms.forEach((room, packages) -> print(room, files.getOrDefault(room, 0), packages));
    }

    private static String room(JavaClass one) {
        return one.getPackageName().split("\\.")[1];
    }

    private static void print(String room, int files, Map<String, Set<String>> packages) {
        Set<String> circular = new TreeSet<>();
        for (String one : packages.keySet()) {
            if (packages.get(one).stream().anyMatch(used -> reaches(used, one, packages))) {
                circular.add(one);
            }
        }
        int arrows = packages.values().stream().mapToInt(Set::size).sum();
        Map<String, Integer> floors = new HashMap<>();
        int floor = 0;
        for (String one : packages.keySet()) {
            floor = Math.max(floor, floor(one, packages, circular, floors));
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d |%n",
                room,
                files,
                packages.size(),
                arrows,
                floor,
                circular.size());
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> packages) {
        Set<String> seen = new HashSet<>(Set.of(from));
        Set<String> border = seen;
        while (!border.isEmpty()) {
            Set<String> next = new HashSet<>();
            border.forEach(one -> next.addAll(packages.getOrDefault(one, Set.of())));
            next.removeAll(seen);
            seen.addAll(next);
            border = next;
        }
        return seen.contains(to);
    }

    /** Packages in a circle count as one floor. */
    private static int floor(
            String one,
            Map<String, Set<String>> packages,
            Set<String> circular,
            Map<String, Integer> floors) {
        Integer known = floors.get(one);
        if (known != null) {
            return known;
        }
        int highest = 0;
        for (String used : packages.get(one)) {
            if (!circular.contains(one) || !circular.contains(used)) {
                highest = Math.max(highest, floor(used, packages, circular, floors));
            }
        }
        floors.put(one, highest + 1);
        return highest + 1;
    }
}
