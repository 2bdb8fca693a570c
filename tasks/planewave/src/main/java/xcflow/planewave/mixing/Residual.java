package xcflow.planewave.mixing;

import java.util.Arrays;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;

/**
 * Differences of densities as vectors with a scalar product that measures energy: the Hartree
 * energy of the charge, and for the magnetisation a similar kernel that stays finite at G = 0. The
 * kinetic energy density goes with them and does not count: orbitals that agree in the density
 * agree in it.
 */
public final class Residual {
    /** Softens the kernel of the magnetisation, bohr⁻². */
    private static final double SOFT = 1;

    private Residual() {}

    /** Energy, Hartree per cell, by which two densities differ. */
    public static double energy(Density a, Density b) {
        double[] d = difference(a, b);
        return 0.5 * product(a.basis(), a.spins(), d, d);
    }

    /** b − a as a vector: charge, magnetisation if there is one, then the same of τ if known. */
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
        int spins = density.spins();
        double[] vector = new double[(density.hasKinetic() ? 2 : 1) * spins * n];
        System.arraycopy(density.total(), 0, vector, 0, n);
        if (density.isPolarised()) {
            System.arraycopy(density.magnetisation(), 0, vector, n, n);
        }
        for (int i = 0; density.hasKinetic() && i < spins; i++) {
            System.arraycopy(density.kinetic()[i], 0, vector, (spins + i) * n, n);
        }
        return vector;
    }

    /**
     * The density of a vector.
     *
     * @param like one with the same components
     */
    static Density density(Density like, double[] vector) {
        int n = 2 * like.basis().size();
        int spins = like.spins();
        double[][] parts = new double[vector.length / n][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Arrays.copyOfRange(vector, i * n, (i + 1) * n);
        }
        return new Density(
                like.basis(),
                parts[0],
                spins == 1 ? null : parts[1],
                like.hasKinetic() ? Arrays.copyOfRange(parts, spins, parts.length) : null);
    }

    static double product(DensityBasis basis, int spins, double[] a, double[] b) {
        int n = basis.size();
        double sum = 0;
        for (int g = 1; g < n; g++) {
            sum += (a[g] * b[g] + a[n + g] * b[n + g]) * 4 * Math.PI / basis.norm2(g);
        }
        if (spins == 2) {
            for (int g = 0; g < n; g++) {
                int re = 2 * n + g;
                int im = 3 * n + g;
                sum += (a[re] * b[re] + a[im] * b[im]) * 4 * Math.PI / (basis.norm2(g) + SOFT);
            }
        }
        return basis.volume() * sum;
    }
}
