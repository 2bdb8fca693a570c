package xcflow.gaussian.scf;

import java.util.List;
import xcflow.gaussian.xc.DensityMatrix;

/**
 * The density matrix of the electrons: of both spins together for a closed shell, or of spin up and
 * spin down.
 *
 * @param matrices one total density matrix, or those of spin up and spin down
 */
public record SpinDensity(List<DensityMatrix> matrices) {
    public SpinDensity {
        matrices = List.copyOf(matrices);
        if (matrices.isEmpty() || matrices.size() > 2) {
            throw new IllegalArgumentException(
                    "one or two density matrices, not " + matrices.size());
        }
    }

    /** Closed shell: each orbital holds two electrons. */
    public static SpinDensity closedShell(DensityMatrix total) {
        return new SpinDensity(List.of(total));
    }

    /** Spins apart. */
    public static SpinDensity openShell(DensityMatrix up, DensityMatrix down) {
        return new SpinDensity(List.of(up, down));
    }

    /** Number of matrices, 1 or 2. */
    public int spins() {
        return matrices.size();
    }

    /** Electrons that an orbital holds: 2 for a closed shell, else 1. */
    public int electronsPerOrbital() {
        return spins() == 1 ? 2 : 1;
    }

    /** Elements of the total density matrix, [n × n]; must not be changed. */
    public double[] total() {
        double[] first = matrices.get(0).matrix();
        if (spins() == 1) {
            return first;
        }
        double[] total = first.clone();
        double[] second = matrices.get(1).matrix();
        for (int i = 0; i < total.length; i++) {
            total[i] += second[i];
        }
        return total;
    }

    /** The same density as spin-up and spin-down halves, or as it is if it has them already. */
    public SpinDensity polarised() {
        if (spins() == 2) {
            return this;
        }
        DensityMatrix half = matrices.get(0).scaled(0.5);
        return openShell(half, half);
    }
}
