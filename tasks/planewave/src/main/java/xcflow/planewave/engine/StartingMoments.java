package xcflow.planewave.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;

/** Starting moments of atoms, as settings give them by element. */
final class StartingMoments {
    /** What the documentation of such a setting says. */
    static final String SYNTAX =
            "Treat spin, and start from these moments of the atoms, in Bohr magnetons (more up than"
                    + " down electrons), by element: one number for all its atoms, or one for each"
                    + " in the order of the structure. Atoms of unequal moments are not made equal"
                    + " by symmetry. Smearing decides the moment of the cell unless `moment` fixes"
                    + " it.";

    private StartingMoments() {}

    /**
     * The crystal with these moments; elements that are not named start without one.
     *
     * @throws IllegalArgumentException if an element is not there, or the numbers are not as many
     *     as its atoms
     */
    static Crystal on(Crystal crystal, Map<String, List<Double>> moments) {
        TreeSet<String> there =
                crystal.sites().stream()
                        .map(StartingMoments::symbol)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String element : moments.keySet()) {
            if (!there.contains(element)) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "'site-moments' gives one to %s, but the atoms are of %s",
                                element,
                                String.join(", ", there)));
            }
        }
        List<Site> sites = new ArrayList<>();
        for (String element : there) {
            requireCount(crystal, element, moments.getOrDefault(element, List.of(0.0)));
        }
        for (Site site : crystal.sites()) {
            List<Double> given = moments.getOrDefault(symbol(site), List.of(0.0));
            int earlier = (int) sites.stream().filter(s -> symbol(s).equals(symbol(site))).count();
            sites.add(site.withMoment(given.get(given.size() == 1 ? 0 : earlier)));
        }
        return new Crystal(crystal.lattice(), sites);
    }

    private static void requireCount(Crystal crystal, String element, List<Double> given) {
        long atoms = crystal.sites().stream().filter(s -> symbol(s).equals(element)).count();
        if (given.size() != 1 && given.size() != atoms) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "'site-moments' needs one number for %s, or one for each of its %d"
                                    + " atoms, not %d",
                            element,
                            atoms,
                            given.size()));
        }
    }

    private static String symbol(Site site) {
        return site.element().symbol();
    }
}
