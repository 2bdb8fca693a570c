package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.numerics.Workers;

/** Potential of the density in one set of distributions at another set. Nothing is neglected. */
final class Interaction {
    private Interaction() {}

    /**
     * Potential of a density at all distributions of another list.
     *
     * @return the potential in Hermite Gaussians of the targets
     */
    static HermiteField potential(
            List<Distribution> targets, HermiteField sources, Workers workers) {
        return targets.size() < sources.distributions().size()
                ? collect(targets, sources, workers)
                : spread(targets, sources, workers);
    }

    /** One target at a time, rows of sources. */
    private static HermiteField collect(
            List<Distribution> targets, HermiteField sources, Workers workers) {
        HermiteField result = HermiteField.zero(targets);
        List<Block> blocks = allBlocks(sources);
        workers.forEach(
                targets.size(),
                Kernels::new,
                (kernels, i) -> {
                    Distribution target = targets.get(i);
                    int last = -1;
                    CoulombKernel kernel = null;
                    for (Block block : blocks) {
                        if (block.order != last) {
                            if (kernel != null) {
                                kernel.finish(result.values(), result.offsets()[i]);
                            }
                            last = block.order;
                            kernel = kernels.of(target.order(), last);
                            kernel.start(target);
                        }
                        kernel.collect(block, block.count);
                    }
                    if (kernel != null) {
                        kernel.finish(result.values(), result.offsets()[i]);
                    }
                });
        return result;
    }

    /** One source at a time, rows of targets. */
    private static HermiteField spread(
            List<Distribution> targets, HermiteField sources, Workers workers) {
        HermiteField result = HermiteField.zero(targets);
        List<Block> blocks = allBlocks(result);
        workers.forEach(
                blocks.size(),
                Kernels::new,
                (kernels, b) -> {
                    Block block = blocks.get(b);
                    double[][] potential = new double[block.density.length][Block.SIZE];
                    for (int i = 0; i < sources.distributions().size(); i++) {
                        Distribution source = sources.distributions().get(i);
                        CoulombKernel kernel = kernels.of(source.order(), block.order);
                        kernel.start(source, sources.values(), sources.offsets()[i]);
                        kernel.spread(block, block.count, potential);
                    }
                    for (int i = 0; i < block.count; i++) {
                        int at = result.offsets()[block.place[i]];
                        for (int h = 0; h < potential.length; h++) {
                            result.values()[at + h] = potential[h][i];
                        }
                    }
                });
        return result;
    }

    private static List<Block> allBlocks(HermiteField field) {
        List<Block> blocks = new ArrayList<>();
        Arrays.stream(field.byOrder()).map(field::blocks).forEach(blocks::addAll);
        return blocks;
    }

    /** The kernels that a thread has used. */
    static final class Kernels {
        private final CoulombKernel[][] made =
                new CoulombKernel[Hermite.MAX_ORDER + 1][Hermite.MAX_ORDER + 1];

        CoulombKernel of(int bra, int ket) {
            if (made[bra][ket] == null) {
                made[bra][ket] = new CoulombKernel(bra, ket);
            }
            return made[bra][ket];
        }
    }
}
