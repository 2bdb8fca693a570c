package xcflow.planewave.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.structure.symmetry.Closure;
import xcflow.structure.symmetry.Motion;
import xcflow.structure.symmetry.Operation;

class ClosureTest {
    private static Structures.Structure named(String name) {
        return Structures.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Motion> motions(String name) {
        return Groups.of(named(name).crystal()).closure().motions();
    }

    private static int atoms(String name) {
        return named(name).crystal().sites().size();
    }

    /** By the axioms, with every pair. */
    private static boolean isGroup(Set<Motion> motions, int n) {
        return motions.contains(Motion.IDENTITY)
                && motions.stream()
                        .allMatch(
                                a ->
                                        motions.stream()
                                                        .allMatch(
                                                                b ->
                                                                        motions.contains(
                                                                                a.times(b, n)))
                                                && motions.stream()
                                                        .anyMatch(
                                                                b ->
                                                                        a.times(b, n)
                                                                                .equals(
                                                                                        Motion
                                                                                                .IDENTITY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Si",
                "graphite",
                "rutile",
                "selenium, three-fold screw axis",
                "silicon, two cells",
                "aluminium, cubic cell"
            })
    void theGroupsOfCrystalsSatisfyTheAxioms(String name) {
        assertThat(isGroup(new HashSet<>(motions(name)), atoms(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Si", "graphite", "rutile", "silicon, two cells"})
    void randomSubsetsAreReducedToGroups(String name) {
        List<Motion> all = motions(name);
        int n = atoms(name);
        Random random = new Random(5);
        int proper = 0;
        for (int trial = 0; trial < 60; trial++) {
            List<Motion> subset = new ArrayList<>(all);
            Collections.shuffle(subset, random);
            subset = subset.subList(0, 1 + random.nextInt(all.size()));
            Set<Motion> group = new HashSet<>(Closure.largest(subset, n).motions());
            Set<Motion> allowed = new HashSet<>(subset);
            allowed.add(Motion.IDENTITY);
            assertThat(isGroup(group, n)).isTrue();
            assertThat(allowed).containsAll(group);
            if (isGroup(allowed, n)) {
                assertThat(group).isEqualTo(allowed);
            }
            proper += group.size() < allowed.size() ? 1 : 0;
        }
        assertThat(proper).as("subsets that are no groups").isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Si", "graphite", "rutile", "aluminium, cubic cell"})
    void aSetThatIsNoGroupIsRefused(String name) {
        List<Motion> all = motions(name);
        int n = atoms(name);
        for (Motion missing : List.of(all.get(0), all.get(1), all.get(all.size() - 1))) {
            List<Motion> rest = all.stream().filter(m -> !m.equals(missing)).toList();
            assertThatThrownBy(() -> Closure.of(rest, n))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("do not form a group");
        }
        List<Motion> more = new ArrayList<>(all);
        more.add(new Motion(new Operation.Rotation(1, 1, 0, 0, 1, 0, 0, 0, 1), 0, 0, 0));
        assertThatThrownBy(() -> Closure.of(more, n)).hasMessageContaining("do not form a group");
        assertThat(Closure.of(all, n).motions()).hasSameElementsAs(all);
    }
}
