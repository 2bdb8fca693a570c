package xcflow.structure.crystal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A crystal: a lattice and the atoms of one cell. An isolated molecule is a crystal with a large
 * cell.
 *
 * @param lattice lattice vectors
 * @param sites the atoms, at least one, no two at the same place
 */
public record Crystal(Lattice lattice, List<Site> sites) {

    /** Atoms closer than this, in bohr, can only be a mistake: H₂ has 1.4. */
    private static final double LEAST_DISTANCE = 0.6;

    public Crystal {
        sites = List.copyOf(sites);
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("a crystal needs at least one atom");
        }
        refuseOverlaps(lattice, sites);
    }

    /**
     * @param rows [3 × 3], one lattice vector per row, bohr
     */
    public static Crystal of(double[][] rows, List<Site> sites) {
        return new Crystal(Lattice.ofRows(rows), sites);
    }

    /** The same fractional positions in another lattice. */
    public Crystal withLattice(Lattice other) {
        return new Crystal(other, sites);
    }

    /** Volume of the cell, bohr³. */
    public double volume() {
        return lattice.volume();
    }

    /** Empirical formula in alphabetical order, such as {@code MgO} or {@code Si2}. */
    public String formula() {
        Map<String, Integer> counts = new TreeMap<>();
        sites.forEach(site -> counts.merge(site.element().symbol(), 1, Integer::sum));
        StringBuilder formula = new StringBuilder();
        counts.forEach((symbol, count) -> formula.append(symbol).append(count == 1 ? "" : count));
        return formula.toString();
    }

    private static void refuseOverlaps(Lattice lattice, List<Site> sites) {
        for (int i = 0; i < sites.size(); i++) {
            for (int j = i; j < sites.size(); j++) {
                double distance = nearestImage(lattice, sites.get(i), sites.get(j), i == j);
                if (!(distance > LEAST_DISTANCE)) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "atoms %d (%s) and %d (%s) are only %.3f bohr apart",
                                    i + 1,
                                    sites.get(i).element(),
                                    j + 1,
                                    sites.get(j).element(),
                                    distance));
                }
            }
        }
    }

    private static double nearestImage(Lattice lattice, Site a, Site b, boolean same) {
        double[] difference = {b.x() - a.x(), b.y() - a.y(), b.z() - a.z()};
        for (int i = 0; i < 3; i++) {
            difference[i] -= Math.rint(difference[i]);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                for (int k = -1; k <= 1; k++) {
                    if (same && i == 0 && j == 0 && k == 0) {
                        continue;
                    }
                    double[] r =
                            lattice.cartesian(
                                    difference[0] + i, difference[1] + j, difference[2] + k);
                    least = Math.min(least, Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]));
                    if (Double.isNaN(r[0] + r[1] + r[2])) {
                        return Double.NaN;
                    }
                }
            }
        }
        return least;
    }
}
