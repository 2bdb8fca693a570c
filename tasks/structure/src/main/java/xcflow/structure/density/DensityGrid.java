package xcflow.structure.density;

import java.util.List;
import java.util.Optional;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * An electron density at the points of a grid that divides a cell evenly, as a file holds it. The
 * arrays are not copied and must not be changed.
 *
 * @param format of the file, in words
 * @param lattice vectors of the cell that is repeated
 * @param shape number of points along each lattice vector
 * @param density [shape[0] × shape[1] × shape[2]], the last index fastest, bohr⁻³
 * @param spin ρ↑ − ρ↓ in the same order; empty if the file says nothing of the spin
 * @param sites atoms in the cell; empty if the file does not name them
 */
public record DensityGrid(
        String format,
        Lattice lattice,
        int[] shape,
        double[] density,
        Optional<double[]> spin,
        List<Site> sites) {

    /** More points than this are not read: the arrays that are derived from them fill 1 GB. */
    public static final int MOST_POINTS = 20_000_000;

    /** Fewer points along a vector describe no density. */
    private static final int LEAST_ALONG = 4;

    public DensityGrid {
        sites = List.copyOf(sites);
        if (density.length != points(shape)
                || spin.map(s -> s.length != density.length).orElse(false)) {
            throw new IllegalArgumentException("the grid and its values differ in size");
        }
    }

    /**
     * Number of points of a grid.
     *
     * @throws IllegalArgumentException if they are too few or too many
     */
    static int points(int[] shape) {
        long points = 1;
        for (int n : shape) {
            if (n < LEAST_ALONG || n > MOST_POINTS) {
                throw new IllegalArgumentException(
                        "a grid of " + text(shape) + " points is no density that can be read");
            }
            points *= n;
            if (points > MOST_POINTS) {
                throw new IllegalArgumentException(
                        "a grid of "
                                + text(shape)
                                + " points is larger than the "
                                + MOST_POINTS
                                + " points that are read: write the density on a coarser grid");
            }
        }
        return (int) points;
    }

    /** Volume that a point stands for, bohr³. */
    public double weight() {
        return lattice.volume() / density.length;
    }

    /** ∫ρ over the cell. */
    public double electrons() {
        double sum = 0;
        for (double value : density) {
            sum += value;
        }
        return sum * weight();
    }

    /** Number of points along each vector, as {@code 48 × 48 × 48}. */
    public String shapeText() {
        return text(shape);
    }

    private static String text(int[] shape) {
        return shape[0] + " × " + shape[1] + " × " + shape[2];
    }

    /** The same cell with other values. */
    DensityGrid with(double[] values, Optional<double[]> spinValues) {
        return new DensityGrid(format, lattice, shape, values, spinValues, sites);
    }
}
