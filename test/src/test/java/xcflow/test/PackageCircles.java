package xcflow.test;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/** Packages that need each other, directly or through others. */
final class PackageCircles {

    /** Circles that still have to be opened; each counts as one package meanwhile. */
    static final Set<Set<String>> KNOWN = Set.of();

    private PackageCircles() {}

    /**
     * No package needs itself through others.
     *
     * @param but sets of packages that count as one
     */
    static ArchRule none(Set<Set<String>> but) {
        return slices().assignedFrom(new Packages(but)).should().beFreeOfCycles();
    }

    private record Packages(Set<Set<String>> joined) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(
                    joined.stream()
                            .filter(circle -> circle.contains(name))
                            .findFirst()
                            .map(circle -> String.join(" + ", circle.stream().sorted().toList()))
                            .orElse(name));
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
