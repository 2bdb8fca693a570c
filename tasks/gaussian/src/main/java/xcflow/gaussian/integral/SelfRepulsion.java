package xcflow.gaussian.integral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import xcflow.numerics.Workers;

/**
 * Potential of a density at its own distributions. Every pair is visited once and acts both ways.
 *
 * <p>With Q the largest norm of a product in a distribution, S the Coulomb norm of the density in
 * it and a scale σ, W = max(S, σQ), both contributions of a pair p, q are at most W_p W_q / σ. The
 * distributions of each order are sorted by W, so that those that matter for p are the first ones.
 */
final class SelfRepulsion {
    /**
     * Parts of the work that sum up by themselves: fixed, so that threads do not change results.
     */
    private static final int SLOTS = 16;

    private final HermiteField field;
    private final double[] weight;
    private final double cutoff;
    private final HermiteField own;
    private final int[][] places;
    private final List<List<Block>> classes;

    SelfRepulsion(HermiteField field, double threshold) {
        this.field = field;
        List<Distribution> distributions = field.distributions();
        this.own = HermiteField.zero(distributions);
        this.weight = new double[distributions.size()];
        double largestBound = 0;
        double largestNorm = 0;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = norm(i);
            largestNorm = Math.max(largestNorm, weight[i]);
            largestBound = Math.max(largestBound, distributions.get(i).bound());
        }
        double sigma = largestNorm > 0 ? largestNorm / largestBound : 1;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = Math.max(weight[i], sigma * distributions.get(i).bound());
        }
        this.cutoff = largestNorm > 0 ? threshold * sigma : Double.POSITIVE_INFINITY;
        this.places = field.byOrder();
        for (int order = 0; order < places.length; order++) {
            places[order] = sorted(places[order]);
        }
        this.classes = Arrays.stream(places).map(field::blocks).toList();
    }

    private int[] sorted(int[] members) {
        return IntStream.of(members)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -weight[i]).thenComparing(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Coulomb norm of the density in a distribution; its potential at itself goes to {@code own}.
     */
    private double norm(int i) {
        Distribution distribution = field.distributions().get(i);
        int count = Hermite.count(distribution.order());
        double[] density =
                Arrays.copyOfRange(field.values(), field.offsets()[i], field.offsets()[i] + count);
        double[] potential = new double[count];
        double square =
                SelfInteraction.apply(
                        distribution.exponent(), distribution.order(), density, potential);
        System.arraycopy(potential, 0, own.values(), field.offsets()[i], count);
        return Math.sqrt(Math.max(0, square));
    }

    /** The potential at all distributions. */
    HermiteField potential(Workers workers) {
        double[][] parts = new double[SLOTS][];
        workers.forEach(
                SLOTS,
                Interaction.Kernels::new,
                (kernels, slot) -> parts[slot] = part(slot, kernels));
        for (double[] part : parts) {
            own.add(part);
        }
        return own;
    }

    private double[] part(int slot, Interaction.Kernels kernels) {
        double[] result = new double[field.values().length];
        for (int bra = 0; bra < places.length; bra++) {
            for (int ket = 0; ket <= bra; ket++) {
                if (places[bra].length > 0 && places[ket].length > 0) {
                    part(slot, kernels.of(bra, ket), bra, ket, result);
                }
            }
        }
        return result;
    }

    private void part(int slot, CoulombKernel kernel, int bra, int ket, double[] result) {
        List<Block> blocks = classes.get(ket);
        double[][][] potentials = new double[blocks.size()][Hermite.count(ket)][Block.SIZE];
        for (int position = slot; position < places[bra].length; position += SLOTS) {
            int place = places[bra][position];
            int relevant = relevant(places[ket], cutoff / weight[place]);
            int kets = bra == ket ? Math.min(position, relevant) : relevant;
            if (kets == 0) {
                continue;
            }
            kernel.start(field.distributions().get(place), field.values(), field.offsets()[place]);
            for (int from = 0, b = 0; from < kets; from += Block.SIZE, b++) {
                kernel.interact(blocks.get(b), Math.min(Block.SIZE, kets - from), potentials[b]);
            }
            kernel.finish(result, field.offsets()[place]);
        }
        for (int b = 0; b < potentials.length; b++) {
            Block block = blocks.get(b);
            for (int i = 0; i < block.count; i++) {
                int at = field.offsets()[block.place[i]];
                for (int h = 0; h < potentials[b].length; h++) {
                    result[at + h] += potentials[b][h][i];
                }
            }
        }
    }

    /** How many of the sorted members have at least a weight. */
    private int relevant(int[] members, double least) {
        int low = 0;
        int high = members.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weight[members[middle]] >= least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
