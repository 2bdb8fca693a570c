package xcflow.gaussian.correlated;

import java.util.Arrays;
import java.util.List;
import xcflow.gaussian.integral.FourIndex;
import xcflow.gaussian.scf.HartreeFock;
import xcflow.gaussian.scf.Orbitals;
import xcflow.numerics.MatrixProduct;
import xcflow.numerics.Workers;

/**
 * Antisymmetrised integrals ⟨pq||rs⟩ over orbitals, except those with four virtual indices, and
 * orbital energies.
 *
 * @param energies of the correlated orbitals of each spin, occupied ones first
 */
record OrbitalIntegrals(
        Spaces spaces,
        double[][] energies,
        SpinTensor oooo,
        SpinTensor ooov,
        SpinTensor oovv,
        SpinTensor ovov,
        SpinTensor ovvv) {

    static OrbitalIntegrals of(HartreeFock reference, Spaces spaces, Workers workers) {
        int spins = spaces.restricted() ? 1 : 2;
        double[][] coefficients = new double[2][];
        double[][] energies = new double[2][];
        List<Orbitals> orbitals = List.of(reference.alpha(), reference.beta());
        for (int spin = 0; spin < 2; spin++) {
            Orbitals set = orbitals.get(spin);
            int skipped = set.occupied() - spaces.occupied()[spin];
            coefficients[spin] =
                    Arrays.copyOfRange(
                            set.coefficients(), skipped * set.size(), set.count() * set.size());
            energies[spin] = Arrays.copyOfRange(set.energies(), skipped, set.count());
        }
        double[][][] repulsion = new double[2][2][];
        for (int spin = 0; spin < spins; spin++) {
            Transformation half =
                    new Transformation(
                            reference.repulsion(),
                            spaces.occupied()[spin],
                            coefficients[spin],
                            workers);
            for (int other = 0; other < 2; other++) {
                repulsion[spin][other] =
                        spaces.restricted() && other == 1
                                ? repulsion[spin][0]
                                : half.complete(coefficients[other]);
            }
        }
        return new OrbitalIntegrals(
                spaces,
                energies,
                blocks(spaces, "oooo", repulsion),
                blocks(spaces, "ooov", repulsion),
                blocks(spaces, "oovv", repulsion),
                blocks(spaces, "ovov", repulsion),
                blocks(spaces, "ovvv", repulsion));
    }

    /** ε_i of an occupied orbital. */
    double occupied(int spin, int i) {
        return energies[spin][i];
    }

    /** ε_a of a virtual orbital. */
    double virtual(int spin, int a) {
        return energies[spin][spaces.occupied()[spin] + a];
    }

    /** ⟨pq||rs⟩ = (pr|qs) − (ps|qr), p occupied. */
    private static SpinTensor blocks(Spaces spaces, String kind, double[][][] repulsion) {
        SpinTensor tensor = SpinTensor.zeros(spaces, kind);
        for (int spins = 0; spins < 16; spins++) {
            if (tensor.computed(spins)) {
                fill(spaces, kind, spins, repulsion, tensor.block(spins));
            }
        }
        return tensor;
    }

    private static void fill(
            Spaces spaces, String kind, int spins, double[][][] repulsion, double[] block) {
        int[] spin = new int[4];
        int[] from = new int[4];
        for (int k = 0; k < 4; k++) {
            spin[k] = spins >> k & 1;
            from[k] = kind.charAt(k) == 'v' ? spaces.occupied()[spin[k]] : 0;
        }
        int[] size = spaces.sizes(kind, spins);
        double[] values = repulsion[spin[0]][spin[1]];
        int first = spaces.occupied()[spin[0]] + spaces.virtuals()[spin[0]];
        int second = spaces.occupied()[spin[1]] + spaces.virtuals()[spin[1]];
        boolean direct = spin[0] == spin[2];
        boolean exchange = spin[0] == spin[3];
        int at = 0;
        for (int p = 0; p < size[0]; p++) {
            for (int q = from[1]; q < from[1] + size[1]; q++) {
                for (int r = from[2]; r < from[2] + size[2]; r++) {
                    for (int s = from[3]; s < from[3] + size[3]; s++) {
                        double value = 0;
                        if (direct) {
                            value += values[((p * first + r) * second + q) * second + s];
                        }
                        if (exchange) {
                            value -= values[((p * first + s) * second + q) * second + r];
                        }
                        block[at++] = value;
                    }
                }
            }
        }
    }

    /** Transformation of (μν|ρσ) to (iq|rs) with i occupied. */
    private static final class Transformation {
        private final int n;
        private final int occupied;
        private final int count;
        private final Workers workers;

        /** For each i, [orbitals q × pairs ρσ]. */
        private final double[][] half;

        Transformation(FourIndex repulsion, int occupied, double[] coefficients, Workers workers) {
            this.n = repulsion.n();
            this.occupied = occupied;
            this.count = coefficients.length / n;
            this.workers = workers;
            int pairs = FourIndex.pairs(n);
            double[][] quarter = new double[occupied][n * pairs];
            workers.forEach(
                    n,
                    MatrixProduct::new,
                    (product, nu) -> {
                        double[] rows = new double[n * pairs];
                        for (int mu = 0; mu < n; mu++) {
                            System.arraycopy(
                                    repulsion.values(),
                                    FourIndex.pair(mu, nu) * pairs,
                                    rows,
                                    mu * pairs,
                                    pairs);
                        }
                        double[] made = new double[occupied * pairs];
                        product.multiply(
                                false, occupied, pairs, n, 1, coefficients, 0, rows, 0, 0, made, 0);
                        for (int i = 0; i < occupied; i++) {
                            System.arraycopy(made, i * pairs, quarter[i], nu * pairs, pairs);
                        }
                    });
            this.half = new double[occupied][count * pairs];
            workers.forEach(
                    occupied,
                    MatrixProduct::new,
                    (product, i) ->
                            product.multiply(
                                    false,
                                    count,
                                    pairs,
                                    n,
                                    1,
                                    coefficients,
                                    0,
                                    quarter[i],
                                    0,
                                    0,
                                    half[i],
                                    0));
        }

        /** (iq|rs), [occupied × count × others × others]. */
        double[] complete(double[] others) {
            int m = others.length / n;
            int pairs = FourIndex.pairs(n);
            double[] result = new double[Math.multiplyExact(occupied * count, m * m)];
            workers.forEach(
                    occupied,
                    MatrixProduct::new,
                    (product, i) -> {
                        double[] square = new double[n * n];
                        double[] left = new double[m * n];
                        for (int q = 0; q < count; q++) {
                            unpack(half[i], q * pairs, square);
                            product.multiply(false, m, n, n, 1, others, 0, square, 0, 0, left, 0);
                            product.multiply(
                                    true,
                                    m,
                                    m,
                                    n,
                                    1,
                                    left,
                                    0,
                                    others,
                                    0,
                                    0,
                                    result,
                                    (i * count + q) * m * m);
                        }
                    });
            return result;
        }

        private void unpack(double[] packed, int from, double[] square) {
            int at = from;
            for (int a = 0; a < n; a++) {
                for (int b = 0; b <= a; b++) {
                    double value = packed[at++];
                    square[a * n + b] = value;
                    square[b * n + a] = value;
                }
            }
        }
    }
}
