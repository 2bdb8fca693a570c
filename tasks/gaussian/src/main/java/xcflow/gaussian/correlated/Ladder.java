package xcflow.gaussian.correlated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.gaussian.integral.FourIndex;
import xcflow.gaussian.scf.HartreeFock;
import xcflow.gaussian.scf.Orbitals;
import xcflow.numerics.MatrixProduct;
import xcflow.numerics.Workers;

/**
 * M_ij^pq = ½ Σ_ef ⟨pq||ef⟩ τ_ij^ef for all orbitals p, q, by way of basis functions: integrals
 * with four virtual orbitals are never made. H. Koch et al., J. Chem. Phys. 100, 4393 (1994).
 */
final class Ladder {
    /** A pair of occupied orbitals with the spins of its block. */
    private record Pair(int spins, int i, int j) {
        int left() {
            return spins & 1;
        }

        int right() {
            return spins >> 1 & 1;
        }
    }

    private final FourIndex repulsion;
    private final Spaces spaces;
    private final Workers workers;
    private final int n;
    private final List<Pair> pairs = new ArrayList<>();

    /** Correlated orbitals of each spin, [orbitals × n]. */
    private final double[][] coefficients = new double[2][];

    private final SpinTensor virtuals;
    private final SpinTensor mixed;

    Ladder(HartreeFock reference, Spaces spaces, Workers workers) {
        this.repulsion = reference.repulsion();
        this.spaces = spaces;
        this.workers = workers;
        this.n = repulsion.n();
        List<Orbitals> orbitals = List.of(reference.alpha(), reference.beta());
        for (int spin = 0; spin < 2; spin++) {
            Orbitals set = orbitals.get(spin);
            int from = set.occupied() - spaces.occupied()[spin];
            coefficients[spin] = Arrays.copyOfRange(set.coefficients(), from * n, set.count() * n);
        }
        if (spaces.restricted()) {
            addPairs(SpinTensor.MIXED, true);
        } else {
            addPairs(SpinTensor.UP, true);
            addPairs(SpinTensor.MIXED, false);
            addPairs(SpinTensor.DOWN, true);
        }
        this.virtuals = SpinTensor.independent(spaces, "oovv");
        this.mixed = SpinTensor.zeros(spaces, "oovo");
    }

    private void addPairs(int spins, boolean half) {
        for (int i = 0; i < spaces.occupied()[spins & 1]; i++) {
            for (int j = half ? i : 0; j < spaces.occupied()[spins >> 1 & 1]; j++) {
                if (spins == SpinTensor.MIXED || i != j) {
                    pairs.add(new Pair(spins, i, j));
                }
            }
        }
    }

    /** M_ij^ab after {@link #compute}; only independent blocks. */
    SpinTensor virtuals() {
        return virtuals;
    }

    /** M_ij^am after {@link #compute}. */
    SpinTensor mixed() {
        return mixed;
    }

    /** Evaluates M for amplitudes τ_ij^ab. */
    void compute(SpinTensor tau) {
        int size = n * n;
        double[] amplitudes = new double[pairs.size() * size];
        workers.forEach(
                pairs.size(),
                MatrixProduct::new,
                (product, k) -> toFunctions(tau, pairs.get(k), product, amplitudes, k * size));
        double[] contracted = new double[pairs.size() * size];
        workers.forEach(
                n,
                () -> new Scratch(n, pairs.size()),
                (scratch, mu) -> contract(mu, amplitudes, scratch, contracted));
        workers.forEach(
                pairs.size(),
                MatrixProduct::new,
                (product, k) -> toOrbitals(contracted, k * size, pairs.get(k), product));
    }

    private record Scratch(MatrixProduct product, double[] integrals, double[] result) {
        Scratch(int n, int pairs) {
            this(new MatrixProduct(), new double[n * n * n], new double[n * pairs]);
        }
    }

    private void toFunctions(
            SpinTensor tau, Pair pair, MatrixProduct product, double[] result, int at) {
        int left = spaces.virtuals()[pair.left()];
        int right = spaces.virtuals()[pair.right()];
        int from = (pair.i * spaces.occupied()[pair.right()] + pair.j) * left * right;
        double[] block = tau.block(pair.spins);
        double[] half = new double[left * n];
        product.multiply(
                false,
                left,
                n,
                right,
                1,
                block,
                from,
                coefficients[pair.right()],
                spaces.occupied()[pair.right()] * n,
                0,
                half,
                0);
        double[] transposed = new double[n * left];
        double[] orbitals = coefficients[pair.left()];
        int first = spaces.occupied()[pair.left()];
        for (int a = 0; a < left; a++) {
            for (int mu = 0; mu < n; mu++) {
                transposed[mu * left + a] = orbitals[(first + a) * n + mu];
            }
        }
        product.multiply(false, n, n, left, 1, transposed, 0, half, 0, 0, result, at);
    }

    /** Row μ of Σ_λσ (μλ|νσ) τ^λσ for every pair of occupied orbitals. */
    private void contract(int mu, double[] amplitudes, Scratch scratch, double[] contracted) {
        int functionPairs = FourIndex.pairs(n);
        double[] integrals = scratch.integrals();
        for (int lambda = 0; lambda < n; lambda++) {
            int at = FourIndex.pair(mu, lambda) * functionPairs;
            for (int nu = 0; nu < n; nu++) {
                int row = (nu * n + lambda) * n;
                for (int sigma = 0; sigma <= nu; sigma++) {
                    double value = repulsion.values()[at++];
                    integrals[row + sigma] = value;
                    integrals[(sigma * n + lambda) * n + nu] = value;
                }
            }
        }
        scratch.product()
                .multiply(
                        true,
                        pairs.size(),
                        n,
                        n * n,
                        1,
                        amplitudes,
                        0,
                        integrals,
                        0,
                        0,
                        scratch.result(),
                        0);
        for (int k = 0; k < pairs.size(); k++) {
            System.arraycopy(scratch.result(), k * n, contracted, (k * n + mu) * n, n);
        }
    }

    private void toOrbitals(double[] contracted, int at, Pair pair, MatrixProduct product) {
        double[] left = coefficients[pair.left()];
        double[] right = coefficients[pair.right()];
        int leftCount = left.length / n;
        int rightCount = right.length / n;
        double[] half = new double[leftCount * n];
        double[] m = new double[leftCount * rightCount];
        product.multiply(false, leftCount, n, n, 1, left, 0, contracted, at, 0, half, 0);
        product.multiply(true, leftCount, rightCount, n, 1, half, 0, right, 0, 0, m, 0);
        int leftOccupied = spaces.occupied()[pair.left()];
        int rightOccupied = spaces.occupied()[pair.right()];
        storeVirtuals(m, pair, leftOccupied, rightOccupied, rightCount);
        storeMixed(m, pair, leftOccupied, rightOccupied, rightCount);
    }

    private void storeVirtuals(
            double[] m, Pair pair, int leftOccupied, int rightOccupied, int width) {
        int left = spaces.virtuals()[pair.left()];
        int right = spaces.virtuals()[pair.right()];
        double[] block = virtuals.block(pair.spins);
        boolean mirrored = spaces.restricted() || pair.spins != SpinTensor.MIXED;
        double sign = spaces.restricted() ? 1 : -1;
        int there = (pair.i * rightOccupied + pair.j) * left * right;
        int mirror = (pair.j * rightOccupied + pair.i) * left * right;
        for (int a = 0; a < left; a++) {
            for (int b = 0; b < right; b++) {
                double value = m[(leftOccupied + a) * width + rightOccupied + b];
                block[there + a * right + b] = value;
                if (mirrored) {
                    int to = mirror + (spaces.restricted() ? b * right + a : a * right + b);
                    block[to] = spaces.restricted() ? value : sign * value;
                }
            }
        }
    }

    private void storeMixed(double[] m, Pair pair, int leftOccupied, int rightOccupied, int width) {
        if (pair.spins != SpinTensor.MIXED) {
            putMixed(pair.spins, pair.i, pair.j, m, width, leftOccupied, false, 1);
            putMixed(pair.spins, pair.j, pair.i, m, width, leftOccupied, false, -1);
            return;
        }
        putMixed(0b1010, pair.i, pair.j, m, width, leftOccupied, false, 1);
        putMixed(0b0110, pair.i, pair.j, m, width, leftOccupied, true, -1);
        if (!spaces.restricted()) {
            putMixed(0b1001, pair.j, pair.i, m, width, leftOccupied, false, -1);
            putMixed(0b0101, pair.j, pair.i, m, width, leftOccupied, true, 1);
            return;
        }
        int n2 = m.length;
        double[] mirror = new double[n2];
        double[] up = new double[n2];
        for (int p = 0; p < width; p++) {
            for (int q = 0; q < width; q++) {
                mirror[q * width + p] = m[p * width + q];
                up[p * width + q] = m[p * width + q] - m[q * width + p];
            }
        }
        putMixed(0b1010, pair.j, pair.i, mirror, width, leftOccupied, false, 1);
        putMixed(0b0110, pair.j, pair.i, mirror, width, leftOccupied, true, -1);
        putMixed(SpinTensor.UP, pair.i, pair.j, up, width, leftOccupied, false, 1);
        putMixed(SpinTensor.UP, pair.j, pair.i, up, width, leftOccupied, false, -1);
    }

    /** Stores sign · m[a, m], or m[m, a] if transposed, at i, j of a block. */
    private void putMixed(
            int spins,
            int i,
            int j,
            double[] m,
            int width,
            int leftOccupied,
            boolean transposed,
            double sign) {
        int[] sizes = spaces.sizes("oovo", spins);
        double[] block = mixed.block(spins);
        int at = (i * sizes[1] + j) * sizes[2] * sizes[3];
        int rightOccupied = spaces.occupied()[spins >> 2 & 1];
        for (int a = 0; a < sizes[2]; a++) {
            for (int k = 0; k < sizes[3]; k++) {
                int from =
                        transposed ? k * width + rightOccupied + a : (leftOccupied + a) * width + k;
                block[at + a * sizes[3] + k] = sign * m[from];
            }
        }
    }
}
