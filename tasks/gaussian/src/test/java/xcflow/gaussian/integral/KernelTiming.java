package xcflow.gaussian.integral;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Prints nanoseconds per interaction of two distributions for each pair of orders. */
final class KernelTiming {
    private KernelTiming() {}

    public static void main(String[] arguments) {
        var clock = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 3; round++) {
            for (int bra = 0; bra <= 6; bra += bra < 4 ? 1 : 2) {
                StringBuilder line = new StringBuilder("bra " + bra + ":");
                for (int ket = 0; ket <= bra; ket++) {
                    Block block = block(ket);
                    CoulombKernel kernel = new CoulombKernel(bra, ket);
                    Distribution one = new Distribution(1.3, 0.1, 0.2, 0.3, bra, List.of(), 1);
                    double[] density = new double[Hermite.count(bra)];
                    java.util.Arrays.fill(density, 0.1);
                    double[][] potential = new double[Hermite.count(ket)][Block.SIZE];
                    int repeats = 60000 / (Hermite.count(bra) * Hermite.count(ket) + 20) + 1;
                    long start = 0;
                    double all = 0;
                    for (int half = 0; half < 2; half++) {
                        start = clock.getCurrentThreadCpuTime();
                        for (int i = 0; i < repeats * 5; i++) {
                            kernel.start(one, density, 0);
                            for (int b = 0; b < 8; b++) {
                                kernel.interact(block, block.count, potential);
                            }
                            kernel.finish(density, 0);
                        }
                        all = clock.getCurrentThreadCpuTime() - start;
                    }
                    line.append(" %7.1f".formatted(all / (repeats * 5.0 * 8 * block.count)));
                }
                System.out.println(line);
            }
            System.out.println();
        }
    }

    private static Block block(int order) {
        Random random = new Random(1);
        List<Distribution> distributions = new ArrayList<>();
        for (int i = 0; i < Block.SIZE; i++) {
            distributions.add(
                    new Distribution(
                            Math.exp(3 * random.nextGaussian()),
                            6 * random.nextDouble(),
                            6 * random.nextDouble(),
                            6 * random.nextDouble(),
                            order,
                            List.of(),
                            1));
        }
        HermiteField field = HermiteField.zero(distributions);
        java.util.Arrays.fill(field.values(), 0.1);
        return field.blocks(IntStream.range(0, Block.SIZE).toArray()).get(0);
    }
}
