package xcflow.gaussian.correlated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.numerics.MatrixProduct;
import xcflow.numerics.Workers;

/**
 * Perturbative triples correction (T): K. Raghavachari, G. W. Trucks, J. A. Pople, M. Head-Gordon,
 * Chem. Phys. Lett. 157, 479 (1989), in spin orbitals as written by J. D. Watts, J. Gauss, R. J.
 * Bartlett, J. Chem. Phys. 98, 8718 (1993).
 *
 * <p>Connected part for i, j, k and a, b, c: P(i/jk) P(a/bc) [Σ_e t_jk^ae ⟨ei||bc⟩ − Σ_m t_im^bc
 * ⟨ma||jk⟩]. Both sums are one matrix product over the joint index (e, m); the product is summed
 * over i before the virtual indices are permuted.
 */
final class Triples {
    private final OrbitalIntegrals integrals;
    private final Spaces spaces;
    private final Amplitudes amplitudes;
    private final Workers workers;

    Triples(OrbitalIntegrals integrals, Amplitudes amplitudes, Workers workers) {
        this.integrals = integrals;
        this.spaces = integrals.spaces();
        this.amplitudes = amplitudes;
        this.workers = workers;
    }

    /** Energy in hartree. */
    double energy() {
        double energy = equalSpins(0) + mixedSpins(0);
        return spaces.restricted() ? 2 * energy : energy + equalSpins(1) + mixedSpins(1);
    }

    /** Occupied orbitals of one contribution. */
    private record Triple(int i, int j, int k) {}

    /**
     * Factors of the connected part for blocks of given spins: left [p × (e, m)] out of t_yz^pe and
     * ⟨mp||yz⟩, right [(e, m) × qr] out of ⟨xe||qr⟩ and t_xm^qr.
     */
    private final class Factors {
        private final int[] pairSizes;
        private final int summedVirtuals;
        private final int summed;
        private final int columns;
        private final double[] amplitudeBlock;
        private final double[] integralBlock;
        private final double[][] right;

        /**
         * @param pair spins of t_yz^pe
         * @param pairIntegral spins of ⟨yz||mp⟩
         * @param single spins of ⟨xe||qr⟩ and t_xm^qr
         */
        Factors(int pair, int pairIntegral, int single) {
            pairSizes = spaces.sizes("oovv", pair);
            int[] rightSizes = spaces.sizes("ovvv", single);
            int occupied = spaces.sizes("oovv", single)[1];
            summedVirtuals = rightSizes[1];
            summed = summedVirtuals + occupied;
            columns = rightSizes[2] * rightSizes[3];
            amplitudeBlock = amplitudes.doubles().block(pair);
            integralBlock = integrals.ooov().block(pairIntegral);
            right = new double[rightSizes[0]][summed * columns];
            for (int x = 0; x < right.length; x++) {
                int upper = summedVirtuals * columns;
                int lower = occupied * columns;
                System.arraycopy(integrals.ovvv().block(single), x * upper, right[x], 0, upper);
                System.arraycopy(
                        amplitudes.doubles().block(single), x * lower, right[x], upper, lower);
            }
        }

        /** result[p, qr] += sign · connected part of x; y, z. */
        void add(double sign, int x, int y, int z, Scratch scratch, double[] result) {
            int rows = pairSizes[2];
            int pair = y * pairSizes[1] + z;
            int occupied = summed - summedVirtuals;
            double[] left = scratch.left;
            for (int p = 0; p < rows; p++) {
                System.arraycopy(
                        amplitudeBlock,
                        (pair * rows + p) * summedVirtuals,
                        left,
                        p * summed,
                        summedVirtuals);
                for (int m = 0; m < occupied; m++) {
                    left[p * summed + summedVirtuals + m] =
                            integralBlock[(pair * occupied + m) * rows + p];
                }
            }
            scratch.product.multiply(
                    false, rows, columns, summed, -sign, left, 0, right[x], 0, 1, result, 0);
        }
    }

    /** Work space of one thread. */
    private static final class Scratch {
        private final MatrixProduct product = new MatrixProduct();
        private final double[] left;
        private final double[] connected;
        private final double[] connectedOther;

        Scratch(Spaces spaces) {
            int v = Math.max(spaces.virtuals()[0], spaces.virtuals()[1]);
            int o = Math.max(spaces.occupied()[0], spaces.occupied()[1]);
            left = new double[v * (v + o)];
            connected = new double[v * v * v];
            connectedOther = new double[v * v * v];
        }
    }

    private double equalSpins(int spin) {
        int o = spaces.occupied()[spin];
        List<Triple> triples = new ArrayList<>();
        for (int i = 0; i < o; i++) {
            for (int j = 0; j < i; j++) {
                for (int k = 0; k < j; k++) {
                    triples.add(new Triple(i, j, k));
                }
            }
        }
        if (triples.isEmpty()) {
            return 0;
        }
        int flip = spin == 0 ? 0 : SpinTensor.DOWN;
        Factors factors = new Factors(flip, flip, flip);
        double[] energies = new double[triples.size()];
        workers.forEach(
                energies.length,
                () -> new Scratch(spaces),
                (scratch, at) -> {
                    Triple t = triples.get(at);
                    double[] s = scratch.connected;
                    Arrays.fill(s, 0);
                    factors.add(1, t.i, t.j, t.k, scratch, s);
                    factors.add(-1, t.j, t.i, t.k, scratch, s);
                    factors.add(-1, t.k, t.j, t.i, scratch, s);
                    energies[at] = equalSpins(spin, t, s);
                });
        return Arrays.stream(energies).sum();
    }

    private double equalSpins(int spin, Triple t, double[] s) {
        int o = spaces.occupied()[spin];
        int v = spaces.virtuals()[spin];
        int flip = spin == 0 ? 0 : SpinTensor.DOWN;
        double[] t1 = amplitudes.singles().block(spin == 0 ? 0 : 3);
        double[] pairs = integrals.oovv().block(flip);
        int jk = (t.j * o + t.k) * v * v;
        int ik = (t.i * o + t.k) * v * v;
        int ji = (t.j * o + t.i) * v * v;
        double occupied = occupied(spin, t.i) + occupied(spin, t.j) + occupied(spin, t.k);
        double energy = 0;
        for (int a = 0; a < v; a++) {
            double ta = t1[t.i * v + a];
            double tja = t1[t.j * v + a];
            double tka = t1[t.k * v + a];
            for (int b = 0; b < a; b++) {
                double tb = t1[t.i * v + b];
                double tjb = t1[t.j * v + b];
                double tkb = t1[t.k * v + b];
                double denominator = occupied - virtual(spin, a) - virtual(spin, b);
                int ba = b * v + a;
                for (int c = 0; c < b; c++) {
                    int bc = b * v + c;
                    int ac = a * v + c;
                    double w = s[a * v * v + bc] - s[b * v * v + ac] - s[c * v * v + ba];
                    double d =
                            ta * pairs[jk + bc]
                                    - tja * pairs[ik + bc]
                                    - tka * pairs[ji + bc]
                                    - tb * pairs[jk + ac]
                                    + tjb * pairs[ik + ac]
                                    + tkb * pairs[ji + ac]
                                    - t1[t.i * v + c] * pairs[jk + ba]
                                    + t1[t.j * v + c] * pairs[ik + ba]
                                    + t1[t.k * v + c] * pairs[ji + ba];
                    energy += w * (w + d) / (denominator - virtual(spin, c));
                }
            }
        }
        return energy;
    }

    /** i, j and a, b of one spin; k and c of the other. */
    private double mixedSpins(int spin) {
        List<Triple> triples = new ArrayList<>();
        for (int i = 0; i < spaces.occupied()[spin]; i++) {
            for (int j = 0; j < i; j++) {
                for (int k = 0; k < spaces.occupied()[1 - spin]; k++) {
                    triples.add(new Triple(i, j, k));
                }
            }
        }
        if (triples.isEmpty()) {
            return 0;
        }
        int flip = spin == 0 ? 0 : SpinTensor.DOWN;
        Factors alone = new Factors(0b1010 ^ flip, 0b0110 ^ flip, 0b1010 ^ flip);
        Factors crossed = new Factors(0b0110 ^ flip, 0b1010 ^ flip, flip);
        Factors other = new Factors(flip, flip, 0b1001 ^ flip);
        double[] energies = new double[triples.size()];
        workers.forEach(
                energies.length,
                () -> new Scratch(spaces),
                (scratch, at) -> {
                    Triple t = triples.get(at);
                    double[] s = scratch.connected;
                    double[] u = scratch.connectedOther;
                    Arrays.fill(s, 0);
                    Arrays.fill(u, 0);
                    alone.add(1, t.i, t.j, t.k, scratch, s);
                    alone.add(-1, t.j, t.i, t.k, scratch, s);
                    other.add(-1, t.k, t.j, t.i, scratch, s);
                    crossed.add(1, t.i, t.j, t.k, scratch, u);
                    crossed.add(-1, t.j, t.i, t.k, scratch, u);
                    energies[at] = mixedSpins(spin, t, s, u);
                });
        return Arrays.stream(energies).sum();
    }

    private double mixedSpins(int spin, Triple t, double[] s, double[] u) {
        int o = spaces.occupied()[spin];
        int others = spaces.occupied()[1 - spin];
        int v = spaces.virtuals()[spin];
        int w = spaces.virtuals()[1 - spin];
        int flip = spin == 0 ? 0 : SpinTensor.DOWN;
        double[] t1 = amplitudes.singles().block(spin == 0 ? 0 : 3);
        double[] t1Other = amplitudes.singles().block(spin == 0 ? 3 : 0);
        double[] mixed = integrals.oovv().block(0b1010 ^ flip);
        double[] equal = integrals.oovv().block(flip);
        int jk = (t.j * others + t.k) * v * w;
        int ik = (t.i * others + t.k) * v * w;
        int ji = (t.j * o + t.i) * v * v;
        double occupied = occupied(spin, t.i) + occupied(spin, t.j) + occupied(1 - spin, t.k);
        double energy = 0;
        for (int a = 0; a < v; a++) {
            double ta = t1[t.i * v + a];
            double tja = t1[t.j * v + a];
            for (int b = 0; b < a; b++) {
                double tb = t1[t.i * v + b];
                double tjb = t1[t.j * v + b];
                double denominator = occupied - virtual(spin, a) - virtual(spin, b);
                double pair = equal[ji + b * v + a];
                for (int c = 0; c < w; c++) {
                    int bc = b * w + c;
                    int ac = a * w + c;
                    double connected =
                            s[a * v * w + bc] - s[b * v * w + ac] - u[(c * v + b) * v + a];
                    double disconnected =
                            ta * mixed[jk + bc]
                                    - tja * mixed[ik + bc]
                                    - tb * mixed[jk + ac]
                                    + tjb * mixed[ik + ac]
                                    + t1Other[t.k * w + c] * pair;
                    energy +=
                            connected
                                    * (connected + disconnected)
                                    / (denominator - virtual(1 - spin, c));
                }
            }
        }
        return energy;
    }

    private double occupied(int spin, int i) {
        return integrals.occupied(spin, i);
    }

    private double virtual(int spin, int a) {
        return integrals.virtual(spin, a);
    }
}
