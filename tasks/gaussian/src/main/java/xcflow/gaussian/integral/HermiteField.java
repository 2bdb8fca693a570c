package xcflow.gaussian.integral;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import xcflow.numerics.Workers;

/**
 * A density, or the potential of one, at a list of distributions.
 *
 * @param values Hermite coefficients of all distributions, one after another
 * @param offsets where those of each distribution begin; one entry more than distributions
 */
record HermiteField(List<Distribution> distributions, double[] values, int[] offsets) {

    /** A field of zeros. */
    static HermiteField zero(List<Distribution> distributions) {
        int[] offsets = new int[distributions.size() + 1];
        for (int i = 0; i < distributions.size(); i++) {
            offsets[i + 1] = offsets[i] + Hermite.count(distributions.get(i).order());
        }
        return new HermiteField(distributions, new double[offsets[distributions.size()]], offsets);
    }

    /** Expands a density matrix [n × stride]. */
    static HermiteField expand(
            List<Distribution> distributions, double[] density, int stride, Workers workers) {
        HermiteField field = zero(distributions);
        workers.forEach(
                distributions.size(),
                () -> new double[Hermite.count(Hermite.MAX_ORDER)],
                (scratch, i) -> {
                    Distribution distribution = distributions.get(i);
                    distribution.expand(density, stride, scratch);
                    System.arraycopy(
                            scratch,
                            0,
                            field.values,
                            field.offsets[i],
                            Hermite.count(distribution.order()));
                });
        return field;
    }

    /** Adds the potential of this field to a matrix of basis functions [n × stride]. */
    void collect(double[] matrix, int stride) {
        double[] scratch = new double[Hermite.count(Hermite.MAX_ORDER)];
        for (int i = 0; i < distributions.size(); i++) {
            System.arraycopy(values, offsets[i], scratch, 0, offsets[i + 1] - offsets[i]);
            distributions.get(i).collect(scratch, matrix, stride);
        }
    }

    /** Places of the distributions of each order, in the order of the list. */
    int[][] byOrder() {
        int highest = distributions.stream().mapToInt(Distribution::order).max().orElse(0);
        int[][] places = new int[highest + 1][];
        for (int order = 0; order <= highest; order++) {
            int wanted = order;
            places[order] =
                    IntStream.range(0, distributions.size())
                            .filter(i -> distributions.get(i).order() == wanted)
                            .toArray();
        }
        return places;
    }

    /** Blocks of the given places, all of one order. */
    List<Block> blocks(int[] places) {
        return Block.of(distributions, places, values, offsets);
    }

    /** Adds another field over the same distributions. */
    void add(double[] others) {
        Arrays.setAll(values, i -> values[i] + others[i]);
    }
}
