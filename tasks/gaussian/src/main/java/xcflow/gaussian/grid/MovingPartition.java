package xcflow.gaussian.grid;

import java.util.Arrays;
import java.util.List;
import xcflow.structure.molecule.Atom;

/**
 * What an integral over the molecule gains when nuclei move because the shares of the atoms in the
 * points change. B. G. Johnson, P. M. W. Gill, J. A. Pople, J. Chem. Phys. 98, 5612 (1993),
 * appendix B.
 *
 * <p>With the share ω_O = P_O / Σ_k P_k and P_k = Π_j s(μ_kj), d ln ω_O = Σ_k (δ_kO − ω_k) d ln
 * P_k: a sum over pairs of atoms of derivatives of μ_ij = (r_i − r_j)/R_ij. All loops run over
 * points.
 */
public final class MovingPartition {
    /** Keeps quotients finite at points where a share vanishes. */
    private static final double TINY = 1e-12;

    private final MolecularGrid grid;
    private final BeckePartition cells;

    /**
     * @param atoms those of the grid
     */
    public MovingPartition(List<Atom> atoms, MolecularGrid grid) {
        this.grid = grid;
        this.cells = new BeckePartition(atoms);
    }

    /**
     * Adds the derivative of the integral over the points of a block with the integrand kept.
     *
     * @param summands weight times integrand at the points of the block
     * @param gradient by x, y and z of each atom where points stay where they are, [3 × atoms]
     * @param drift derivative by the positions of the points, less that of their nuclei: what to
     *     take away from the gradient of the atom with which a point moves, three rows of points
     */
    public void add(int block, double[] summands, double[] gradient, double[][] drift) {
        List<Atom> atoms = cells.atoms;
        int from = grid.start(block);
        int count = grid.end(block) - from;
        if (atoms.size() == 1) {
            return;
        }
        double[][] distance = cells.distances(grid.x(), grid.y(), grid.z(), from, grid.end(block));
        int[] reaching = cells.reaching(distance, count);
        double[][] excess = excess(reaching, distance, from, count, summands);
        double[][] radial = new double[atoms.size()][];
        for (int i : reaching) {
            radial[i] = new double[count];
        }
        double[] slope = new double[count];
        for (int i : reaching) {
            for (int j : reaching) {
                if (j < i) {
                    addPair(i, j, distance, excess, slope, radial, gradient);
                }
            }
        }
        for (int i : reaching) {
            addRadial(i, from, distance[i], radial[i], gradient, drift);
        }
    }

    /** Summand times (δ_kO − ω_k) for each atom k that reaches the block. */
    private double[][] excess(
            int[] reaching, double[][] distance, int from, int count, double[] summands) {
        double[][] share = new double[cells.atoms.size()][];
        double[] sum = new double[count];
        for (int i : reaching) {
            share[i] = new double[count];
            Arrays.fill(share[i], 1);
        }
        for (int i : reaching) {
            for (int j : reaching) {
                if (j < i) {
                    cells.divide(distance, i, j, share[i], share[j]);
                }
            }
        }
        for (int i : reaching) {
            for (int p = 0; p < count; p++) {
                sum[p] += share[i][p];
            }
        }
        for (int i : reaching) {
            double[] row = share[i];
            for (int p = 0; p < count; p++) {
                row[p] *= -summands[p] / sum[p];
            }
        }
        for (int p = 0; p < count; p++) {
            double[] own = share[grid.owners()[from + p]];
            if (own != null) {
                own[p] += summands[p];
            }
        }
        return share;
    }

    /** Adds what a pair of atoms contributes through μ_ij. */
    private void addPair(
            int i,
            int j,
            double[][] distance,
            double[][] excess,
            double[] slope,
            double[][] radial,
            double[] gradient) {
        int pair = i * cells.atoms.size() + j;
        double inverse = cells.inverseDistance[pair];
        slopes(inverse, cells.size[pair], distance[i], distance[j], excess[i], excess[j], slope);
        double moment = 0;
        double[] ri = radial[i];
        double[] rj = radial[j];
        for (int p = 0; p < slope.length; p++) {
            ri[p] += inverse * slope[p];
            rj[p] -= inverse * slope[p];
        }
        for (int p = 0; p < slope.length; p++) {
            moment += slope[p] * (distance[i][p] - distance[j][p]);
        }
        moment *= inverse * inverse * inverse;
        Atom a = cells.atoms.get(i);
        Atom b = cells.atoms.get(j);
        double[] difference = {a.x() - b.x(), a.y() - b.y(), a.z() - b.z()};
        for (int axis = 0; axis < 3; axis++) {
            gradient[3 * i + axis] -= moment * difference[axis];
            gradient[3 * j + axis] += moment * difference[axis];
        }
    }

    /**
     * Derivative of the summand by μ_ij. With u = 1 − f for each of the three steps f ← f(3 −
     * f²)/2, u ← u²(3 − u)/2, so that d ln u = 3(2 − u)/(u(3 − u)) du holds without loss of digits.
     */
    private static void slopes(
            double inverse,
            double a,
            double[] ri,
            double[] rj,
            double[] excessI,
            double[] excessJ,
            double[] slope) {
        for (int p = 0; p < slope.length; p++) {
            double mu = inverse * (ri[p] - rj[p]);
            double nu = mu + a * (1 - mu * mu);
            double below = logarithmic(1 - nu);
            double above = logarithmic(1 + nu);
            slope[p] = (1 - 2 * a * mu) * (excessJ[p] * above - excessI[p] * below);
        }
    }

    /** Derivative of ln u₃ by u₀. */
    private static double logarithmic(double u0) {
        double u1 = 0.5 * u0 * u0 * (3 - u0);
        double u2 = 0.5 * u1 * u1 * (3 - u1);
        double numerator = 27 * (2 - u0) * (2 - u1) * (2 - u2);
        return numerator / ((u0 + TINY) * (3 - u0) * (3 - u1) * (3 - u2));
    }

    /** Adds what changes with the distances of the points from an atom. */
    private void addRadial(
            int i, int from, double[] r, double[] radial, double[] gradient, double[][] drift) {
        Atom atom = cells.atoms.get(i);
        for (int p = 0; p < r.length; p++) {
            radial[p] = r[p] > 0 ? -radial[p] / r[p] : 0;
        }
        addRadial(grid.x(), atom.x(), from, radial, gradient, 3 * i, drift[0]);
        addRadial(grid.y(), atom.y(), from, radial, gradient, 3 * i + 1, drift[1]);
        addRadial(grid.z(), atom.z(), from, radial, gradient, 3 * i + 2, drift[2]);
    }

    private static void addRadial(
            double[] positions,
            double centre,
            int from,
            double[] radial,
            double[] gradient,
            int at,
            double[] drift) {
        double sum = 0;
        for (int p = 0; p < radial.length; p++) {
            double change = radial[p] * (positions[from + p] - centre);
            drift[p] += change;
            sum += change;
        }
        gradient[at] += sum;
    }
}
