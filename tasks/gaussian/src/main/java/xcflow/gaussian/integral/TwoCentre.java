package xcflow.gaussian.integral;

import java.util.Arrays;
import java.util.List;
import xcflow.numerics.Workers;

/** Coulomb integrals (P|Q) between single functions. */
final class TwoCentre {
    private TwoCentre() {}

    /**
     * All integrals of a list of single distributions.
     *
     * @param n number of functions
     * @return symmetric [n × n]
     */
    static double[] repulsion(List<Distribution> singles, int n, Workers workers) {
        HermiteField none = HermiteField.zero(singles);
        List<List<Block>> classes = Arrays.stream(none.byOrder()).map(none::blocks).toList();
        double[][] rows = new double[singles.size()][];
        workers.forEach(
                singles.size(),
                Interaction.Kernels::new,
                (kernels, i) -> rows[i] = potentials(singles, i, n, classes, kernels));
        double[] matrix = new double[n * n];
        for (int i = 0; i < singles.size(); i++) {
            int width = Hermite.count(singles.get(i).order());
            for (Distribution.Segment segment : singles.get(i).segments()) {
                int segmentWidth = Hermite.count(segment.order());
                for (int f = 0; f < segment.rows(); f++) {
                    for (int h = 0; h < segmentWidth; h++) {
                        double factor = segment.expansion()[f * segmentWidth + h];
                        for (int g = 0; g < n && factor != 0; g++) {
                            matrix[(segment.row() + f) * n + g] += factor * rows[i][g * width + h];
                        }
                    }
                }
            }
        }
        return OneElectron.symmetrise(matrix, n);
    }

    /** Potential of every function in the Hermite Gaussians of one distribution, [n × width]. */
    private static double[] potentials(
            List<Distribution> singles,
            int bra,
            int n,
            List<List<Block>> classes,
            Interaction.Kernels kernels) {
        Distribution target = singles.get(bra);
        int width = Hermite.count(target.order());
        double[] result = new double[n * width];
        for (List<Block> blocks : classes) {
            for (Block block : blocks) {
                CoulombKernel kernel = kernels.of(target.order(), block.order);
                kernel.start(target);
                double[][] r = kernel.build(block, block.count);
                int[] sums = Hermite.sums(target.order(), block.order);
                int ketWidth = Hermite.count(block.order);
                for (int i = 0; i < block.count; i++) {
                    for (Distribution.Segment segment : singles.get(block.place[i]).segments()) {
                        add(segment, r, i, sums, ketWidth, width, result);
                    }
                }
            }
        }
        return result;
    }

    private static void add(
            Distribution.Segment segment,
            double[][] r,
            int i,
            int[] sums,
            int ketWidth,
            int width,
            double[] result) {
        int segmentWidth = Hermite.count(segment.order());
        for (int f = 0; f < segment.rows(); f++) {
            for (int b = 0; b < segmentWidth; b++) {
                double value = segment.expansion()[f * segmentWidth + b];
                if (value == 0) {
                    continue;
                }
                double signed = Hermite.degree(b) % 2 == 0 ? value : -value;
                int at = (segment.row() + f) * width;
                for (int a = 0; a < width; a++) {
                    result[at + a] += signed * r[sums[a * ketWidth + b]][i];
                }
            }
        }
    }
}
