package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.List;
import xcflow.numerics.Workers;

/** Potential of one set of distributions at another. */
final class Interaction {
    private Interaction() {}

    /**
     * Potential of a density at all distributions of another list. Nothing is neglected.
     *
     * @param sources the density
     * @return the potential in Hermite Gaussians of the targets
     */
    static HermiteField potential(
            List<Distribution> targets, HermiteField sources, Workers workers) {
        HermiteField result = HermiteField.zero(targets);
        List<List<Block>> classes = new ArrayList<>();
        int highest = 0;
        int[][] places = sources.byOrder();
        for (int[] members : places) {
            classes.add(sources.blocks(members));
        }
        for (Distribution target : targets) {
            highest = Math.max(highest, target.order());
        }
        int braOrders = highest + 1;
        workers.forEach(
                targets.size(),
                () -> new CoulombKernel[braOrders][places.length],
                (kernels, i) -> {
                    Distribution target = targets.get(i);
                    for (int ket = 0; ket < places.length; ket++) {
                        if (classes.get(ket).isEmpty()) {
                            continue;
                        }
                        CoulombKernel[] row = kernels[target.order()];
                        if (row[ket] == null) {
                            row[ket] = new CoulombKernel(target.order(), ket);
                        }
                        row[ket].start(target, null, 0);
                        for (Block block : classes.get(ket)) {
                            row[ket].interact(block, block.count, null);
                        }
                        row[ket].finish(result.values(), result.offsets()[i]);
                    }
                });
        return result;
    }
}
