package xcflow.gaussian.grid;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import xcflow.structure.molecule.Atom;

/**
 * Becke's fuzzy cells: smooth functions of space, one for each atom, that sum to one. Becke, J.
 * Chem. Phys. 88, 2547 (1988), with the sizes of atoms from the square roots of their Bragg radii
 * as in Treutler & Ahlrichs, J. Chem. Phys. 102, 346 (1995).
 */
final class BeckePartition {
    /** Cells with a smaller unnormalised share of a point than this are left out there. */
    private static final double NEGLIGIBLE = 1e-18;

    final List<Atom> atoms;

    /** Inverse distance and size parameter of each pair, [atoms × atoms]. */
    final double[] inverseDistance;

    final double[] size;

    BeckePartition(List<Atom> atoms) {
        this.atoms = atoms;
        int n = atoms.size();
        inverseDistance = new double[n * n];
        size = new double[n * n];
        for (int i = 0; i < n; i++) {
            double own = Math.sqrt(AtomicRadii.bragg(atoms.get(i).element()));
            for (int j = 0; j < n; j++) {
                double other = Math.sqrt(AtomicRadii.bragg(atoms.get(j).element()));
                double a = (other / own - own / other) / 4;
                size[i * n + j] = Math.max(-0.5, Math.min(0.5, a));
                inverseDistance[i * n + j] = i == j ? 0 : 1 / atoms.get(i).distance(atoms.get(j));
            }
        }
    }

    /**
     * Multiplies each weight by the share that the point's own atom has of it. The points should
     * lie close together: only the cells that reach any of them are computed.
     *
     * @param owner index of the atom that each point belongs to
     */
    void apply(
            double[] x, double[] y, double[] z, double[] weights, int[] owner, int from, int to) {
        int n = atoms.size();
        if (n == 1) {
            return;
        }
        int points = to - from;
        double[][] distance = distances(x, y, z, from, to);
        int[] reaching = reaching(distance, points);
        double[][] share = new double[n][];
        for (int i : reaching) {
            share[i] = new double[points];
            Arrays.fill(share[i], 1);
        }
        for (int i : reaching) {
            for (int j : reaching) {
                if (j < i) {
                    divide(distance, i, j, share[i], share[j]);
                }
            }
        }
        for (int p = 0; p < points; p++) {
            double sum = 0;
            for (int i : reaching) {
                sum += share[i][p];
            }
            double[] own = share[owner[from + p]];
            weights[from + p] *= own == null ? 0 : own[p] / sum;
        }
    }

    /** Multiplies the shares of atoms i and j by their step functions against each other. */
    void divide(double[][] distance, int i, int j, double[] shareI, double[] shareJ) {
        double inverse = inverseDistance[i * atoms.size() + j];
        double a = size[i * atoms.size() + j];
        double[] ri = distance[i];
        double[] rj = distance[j];
        for (int p = 0; p < shareI.length; p++) {
            double f = becke(inverse * (ri[p] - rj[p]), a);
            shareI[p] *= 0.5 - 0.5 * f;
            shareJ[p] *= 0.5 + 0.5 * f;
        }
    }

    /** Eqs. 19, 20 and A2: three times p(μ) = (3μ − μ³)/2 of the shifted confocal coordinate. */
    private static double becke(double mu, double a) {
        double f = mu + a * (1 - mu * mu);
        f = 0.5 * f * (3 - f * f);
        f = 0.5 * f * (3 - f * f);
        return 0.5 * f * (3 - f * f);
    }

    double[][] distances(double[] x, double[] y, double[] z, int from, int to) {
        double[][] distance = new double[atoms.size()][to - from];
        for (int i = 0; i < distance.length; i++) {
            Atom atom = atoms.get(i);
            double[] row = distance[i];
            for (int p = 0; p < row.length; p++) {
                double dx = x[from + p] - atom.x();
                double dy = y[from + p] - atom.y();
                double dz = z[from + p] - atom.z();
                row[p] = Math.sqrt(dx * dx + dy * dy + dz * dz);
            }
        }
        return distance;
    }

    /** Atoms whose step function against the nearest atom is not negligible at some point. */
    int[] reaching(double[][] distance, int points) {
        int n = atoms.size();
        boolean[] reaches = new boolean[n];
        for (int p = 0; p < points; p++) {
            int nearest = 0;
            for (int i = 1; i < n; i++) {
                if (distance[i][p] < distance[nearest][p]) {
                    nearest = i;
                }
            }
            reaches[nearest] = true;
            for (int i = 0; i < n; i++) {
                if (!reaches[i]) {
                    int pair = i * n + nearest;
                    double mu = inverseDistance[pair] * (distance[i][p] - distance[nearest][p]);
                    reaches[i] = 0.5 - 0.5 * becke(mu, size[pair]) > NEGLIGIBLE;
                }
            }
        }
        return IntStream.range(0, n).filter(i -> reaches[i]).toArray();
    }
}
