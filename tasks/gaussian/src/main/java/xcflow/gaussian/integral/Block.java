package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.List;

/**
 * Up to {@link #SIZE} distributions of one order as a structure of arrays, so that loops over them
 * are vectorised.
 */
final class Block {
    /** Long enough to hide loop overheads, short enough for the first-level cache. */
    static final int SIZE = 128;

    final int order;
    final int count;
    final double[] exponent = new double[SIZE];
    final double[] x = new double[SIZE];
    final double[] y = new double[SIZE];
    final double[] z = new double[SIZE];

    /** Density with the sign (−1)^degree of kets, [Hermite count(order)][SIZE]. */
    final double[][] density;

    /** For each distribution its place in the list that the blocks were made of. */
    final int[] place = new int[SIZE];

    private Block(int order, int count) {
        this.order = order;
        this.count = count;
        this.density = new double[Hermite.count(order)][SIZE];
    }

    /**
     * Blocks of distributions of equal order in the order given.
     *
     * @param places which distributions
     * @param densities Hermite densities of all distributions; those of order L take count(L)
     *     numbers from their offset
     */
    static List<Block> of(
            List<Distribution> distributions, int[] places, double[] densities, int[] offsets) {
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < places.length; from += SIZE) {
            int count = Math.min(SIZE, places.length - from);
            int order = distributions.get(places[from]).order();
            Block block = new Block(order, count);
            for (int i = 0; i < count; i++) {
                int place = places[from + i];
                Distribution distribution = distributions.get(place);
                block.place[i] = place;
                block.exponent[i] = distribution.exponent();
                block.x[i] = distribution.x();
                block.y[i] = distribution.y();
                block.z[i] = distribution.z();
                for (int h = 0; h < block.density.length; h++) {
                    double value = densities[offsets[place] + h];
                    block.density[h][i] = Hermite.degree(h) % 2 == 0 ? value : -value;
                }
            }
            blocks.add(block);
        }
        return blocks;
    }
}
