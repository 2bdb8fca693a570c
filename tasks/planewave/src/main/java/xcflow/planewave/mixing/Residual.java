package xcflow.planewave.mixing;

import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;

/**
 * Differences of densities as vectors with a scalar product that measures energy: the Hartree
 * energy of the charge, and for the magnetisation a similar kernel that stays finite at G = 0.
 */
public final class Residual {
    /** Softens the kernel of the magnetisation, bohr⁻². */
    private static final double SOFT = 1;

    private Residual() {}

    /** Energy, Hartree per cell, by which two densities differ. */
    public static double energy(Density a, Density b) {
        double[] d = difference(a, b);
        return 0.5 * product(a.basis(), d, d);
    }

    /** b − a as a vector: charge, then magnetisation if there is one. */
    static double[] difference(Density a, Density b) {
        double[] x = vector(a);
        double[] y = vector(b);
        for (int i = 0; i < x.length; i++) {
            y[i] -= x[i];
        }
        return y;
    }

    static double[] vector(Density density) {
        int n = density.total().length;
        double[] vector = new double[density.spins() * n];
        System.arraycopy(density.total(), 0, vector, 0, n);
        if (density.isPolarised()) {
            System.arraycopy(density.magnetisation(), 0, vector, n, n);
        }
        return vector;
    }

    static Density density(DensityBasis basis, double[] vector) {
        int n = 2 * basis.size();
        return new Density(
                basis,
                java.util.Arrays.copyOf(vector, n),
                vector.length == n ? null : java.util.Arrays.copyOfRange(vector, n, 2 * n));
    }

    static double product(DensityBasis basis, double[] a, double[] b) {
        int n = basis.size();
        double sum = 0;
        for (int g = 1; g < n; g++) {
            sum += (a[g] * b[g] + a[n + g] * b[n + g]) * 4 * Math.PI / basis.norm2(g);
        }
        if (a.length > 2 * n) {
            for (int g = 0; g < n; g++) {
                int re = 2 * n + g;
                int im = 3 * n + g;
                sum += (a[re] * b[re] + a[im] * b[im]) * 4 * Math.PI / (basis.norm2(g) + SOFT);
            }
        }
        return basis.volume() * sum;
    }
}
