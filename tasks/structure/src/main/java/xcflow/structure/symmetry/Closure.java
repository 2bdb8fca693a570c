package xcflow.structure.symmetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A finite group of motions with generators of it. Finite sets that are closed under multiplication
 * contain their inverses, so closure is all there is to prove.
 *
 * @param motions all of them, the identity first
 */
public record Closure(List<Motion> motions, List<Motion> generators) {

    /** Above this number of candidates only one order of them is tried. */
    private static final int MOST_SEEDS = 400;

    public Closure {
        motions = List.copyOf(motions);
        generators = List.copyOf(generators);
    }

    /**
     * The largest group within a set that is found by adding one motion after the other, each time
     * with all that it generates, from every motion as the first. It is the whole set if that is a
     * group.
     *
     * @param candidates most trusted first
     * @param n number of atoms
     */
    public static Closure largest(List<Motion> candidates, int n) {
        Set<Motion> allowed = new HashSet<>(candidates);
        allowed.add(Motion.IDENTITY);
        Closure best = grown(List.of(), candidates, allowed, n);
        if (best.motions.size() == allowed.size() || candidates.size() > MOST_SEEDS) {
            return best;
        }
        for (Motion seed : candidates) {
            if (!best.motions.contains(seed)) {
                Closure other = grown(List.of(seed), candidates, allowed, n);
                best = other.motions.size() > best.motions.size() ? other : best;
            }
        }
        return best;
    }

    /**
     * The group that consists of exactly these motions.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static Closure of(Collection<Motion> motions, int n) {
        Set<Motion> all = new LinkedHashSet<>(motions);
        Closure closure = grown(List.of(), List.copyOf(all), all, n);
        if (all.size() != motions.size() || closure.motions.size() != all.size()) {
            throw new IllegalArgumentException(
                    all.size()
                            + " symmetry operations do not form a group: only "
                            + closure.motions.size()
                            + " of them are closed under multiplication");
        }
        return closure;
    }

    private static Closure grown(
            List<Motion> seeds, List<Motion> candidates, Set<Motion> allowed, int n) {
        Set<Motion> group = Set.of(Motion.IDENTITY);
        List<Motion> generators = new ArrayList<>();
        for (List<Motion> part : List.of(seeds, candidates)) {
            for (Motion motion : part) {
                if (group.contains(motion)) {
                    continue;
                }
                generators.add(motion);
                Set<Motion> larger = generated(generators, allowed, n);
                if (larger == null) {
                    generators.remove(generators.size() - 1);
                } else {
                    group = larger;
                }
            }
        }
        return new Closure(new ArrayList<>(group), generators);
    }

    /** All products of the generators; null if one of them is not allowed. */
    private static Set<Motion> generated(List<Motion> generators, Set<Motion> allowed, int n) {
        Set<Motion> found = new LinkedHashSet<>();
        List<Motion> open = new ArrayList<>();
        found.add(Motion.IDENTITY);
        open.add(Motion.IDENTITY);
        for (int i = 0; i < open.size(); i++) {
            for (Motion generator : generators) {
                Motion product = open.get(i).times(generator, n);
                if (!found.contains(product)) {
                    if (!allowed.contains(product)) {
                        return null;
                    }
                    found.add(product);
                    open.add(product);
                }
            }
        }
        return found;
    }
}
