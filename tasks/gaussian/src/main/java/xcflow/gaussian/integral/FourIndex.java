package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xcflow.gaussian.basis.Basis;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * All electron repulsion integrals (ab|cd) in memory.
 *
 * @param n number of basis functions
 * @param values symmetric [pairs × pairs], row-major, where the pair a ≥ b is number a(a+1)/2 + b
 */
public record FourIndex(int n, double[] values) {
    private static final double NEGLIGIBLE = 1e-14;

    /** Numbers held at a time for half-transformed integrals. */
    private static final long BUFFER = 32L << 20;

    /** Number of pairs. */
    public static int pairs(int n) {
        return n * (n + 1) / 2;
    }

    /** Number of a pair. */
    public static int pair(int a, int b) {
        return a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a;
    }

    /** Functions of the pairs that products are labelled by, in the order of the products. */
    static void functions(List<ContractedProducts> products, int[] first, int[] second) {
        int at = 0;
        for (ContractedProducts member : products) {
            for (int label : member.labels()) {
                int a = (int) ((Math.sqrt(8.0 * label + 1) - 1) / 2);
                while (pairs(a + 1) <= label) {
                    a++;
                }
                while (pairs(a) > label) {
                    a--;
                }
                first[at] = a;
                second[at++] = label - pairs(a);
            }
        }
    }

    /** Memory in bytes that the integrals of n functions take. */
    public static long bytes(int n) {
        return 8L * pairs(n) * pairs(n);
    }

    /** Whether an array can hold the integrals of n functions. */
    public static boolean fits(int n) {
        return pairs(n) <= 46340;
    }

    /** Integral (ab|cd). */
    public double get(int a, int b, int c, int d) {
        return values[pair(a, b) * pairs(n) + pair(c, d)];
    }

    /** Products of functions in one distribution, each with its pair and its expansion. */
    record Products(Distribution distribution, int[] pairs, int[] orders, double[][] expansions) {

        static Products of(Distribution distribution) {
            List<Integer> pairs = new ArrayList<>();
            List<Integer> orders = new ArrayList<>();
            List<double[]> expansions = new ArrayList<>();
            for (Distribution.Segment segment : distribution.segments()) {
                int width = Hermite.count(segment.order());
                boolean sameShell = segment.row() == segment.column();
                boolean mirrored = sameShell && segment.weight() == 2;
                for (int i = 0; i < segment.rows(); i++) {
                    for (int j = 0; j < (sameShell ? i + 1 : segment.columns()); j++) {
                        int at = (i * segment.columns() + j) * width;
                        double[] row = Arrays.copyOfRange(segment.expansion(), at, at + width);
                        if (mirrored) {
                            int other = (j * segment.columns() + i) * width;
                            for (int h = 0; h < width; h++) {
                                row[h] += segment.expansion()[other + h];
                            }
                        }
                        pairs.add(pair(segment.row() + i, segment.column() + j));
                        orders.add(width);
                        expansions.add(row);
                    }
                }
            }
            return new Products(
                    distribution,
                    pairs.stream().mapToInt(Integer::intValue).toArray(),
                    orders.stream().mapToInt(Integer::intValue).toArray(),
                    expansions.toArray(double[][]::new));
        }
    }

    /** Where a row of integrals gets contributions from: a product of a distribution. */
    private record Contribution(int distribution, int product) {}

    /** Computes all integrals of a basis. */
    public static FourIndex of(Basis basis, Workers workers) {
        return of(basis, Repulsion.COULOMB, workers);
    }

    /** Computes all integrals of a basis with another repulsion. */
    public static FourIndex of(Basis basis, Repulsion repulsion, Workers workers) {
        int n = basis.count();
        int pairs = pairs(n);
        List<Distribution> distributions = Distributions.products(basis, NEGLIGIBLE, workers);
        List<Products> products = distributions.stream().map(Products::of).toList();
        HermiteField none = HermiteField.zero(distributions);
        List<List<Block>> classes = Arrays.stream(none.byOrder()).map(none::blocks).toList();
        double[] values = new double[pairs * pairs];
        for (int from = 0, to; from < products.size(); from = to) {
            long size = 0;
            for (to = from; to < products.size() && (size < BUFFER || to == from); to++) {
                size += (long) pairs * Hermite.count(distributions.get(to).order());
            }
            int begin = from;
            double[][] half = new double[to - from][];
            workers.forEach(
                    to - from,
                    () -> new HalfTransform(pairs, products, classes, repulsion),
                    (transform, i) -> half[i] = transform.apply(distributions.get(begin + i)));
            addRows(products.subList(from, to), half, pairs, values, workers);
        }
        return new FourIndex(n, values);
    }

    private static void addRows(
            List<Products> products, double[][] half, int pairs, double[] values, Workers workers) {
        Map<Integer, List<Contribution>> rows = new TreeMap<>();
        for (int d = 0; d < products.size(); d++) {
            for (int k = 0; k < products.get(d).pairs().length; k++) {
                rows.computeIfAbsent(products.get(d).pairs()[k], row -> new ArrayList<>())
                        .add(new Contribution(d, k));
            }
        }
        List<Map.Entry<Integer, List<Contribution>>> list = List.copyOf(rows.entrySet());
        workers.forEach(
                list.size(),
                i -> {
                    int at = list.get(i).getKey() * pairs;
                    for (Contribution contribution : list.get(i).getValue()) {
                        Products from = products.get(contribution.distribution());
                        double[] expansion = from.expansions()[contribution.product()];
                        double[] potential = half[contribution.distribution()];
                        for (int h = 0; h < expansion.length; h++) {
                            if (expansion[h] != 0) {
                                addRow(expansion[h], potential, h * pairs, values, at, pairs);
                            }
                        }
                    }
                });
    }

    private static void addRow(
            double factor, double[] from, int fromAt, double[] to, int toAt, int length) {
        for (int i = 0; i < length; i++) {
            to[toAt + i] += factor * from[fromAt + i];
        }
    }

    /** Potential of all products cd in the Hermite Gaussians of one distribution. */
    static final class HalfTransform {
        private final int pairs;
        private final List<Products> products;
        private final List<List<Block>> classes;
        private final Repulsion repulsion;
        private final double[] interaction = new double[256 * 256];

        HalfTransform(
                int pairs,
                List<Products> products,
                List<List<Block>> classes,
                Repulsion repulsion) {
            this.repulsion = repulsion;
            this.pairs = pairs;
            this.products = products;
            this.classes = classes;
        }

        /**
         * @return [Hermite count × pairs]
         */
        double[] apply(Distribution bra) {
            int braCount = Hermite.count(bra.order());
            double[] half = new double[braCount * pairs];
            for (List<Block> blocks : classes) {
                if (blocks.isEmpty()) {
                    continue;
                }
                int order = blocks.get(0).order;
                CoulombKernel kernel = new CoulombKernel(bra.order(), order, repulsion);
                int[] sums = Hermite.sums(bra.order(), order);
                int ketCount = Hermite.count(order);
                for (Block block : blocks) {
                    kernel.start(bra);
                    double[][] r = kernel.build(block, block.count);
                    for (int i = 0; i < block.count; i++) {
                        add(products.get(block.place[i]), r, i, sums, braCount, ketCount, half);
                    }
                }
            }
            return half;
        }

        private void add(
                Products kets,
                double[][] r,
                int i,
                int[] sums,
                int braCount,
                int ketCount,
                double[] half) {
            double[] g = interaction.length < ketCount ? new double[ketCount] : interaction;
            for (int a = 0; a < braCount; a++) {
                for (int b = 0; b < ketCount; b++) {
                    double value = r[sums[a * ketCount + b]][i];
                    g[b] = Hermite.degree(b) % 2 == 0 ? value : -value;
                }
                for (int k = 0; k < kets.pairs().length; k++) {
                    half[a * pairs + kets.pairs()[k]] += dot(kets.expansions()[k], g);
                }
            }
        }

        private static double dot(double[] expansion, double[] g) {
            double sum = 0;
            for (int b = 0; b < expansion.length; b++) {
                sum += expansion[b] * g[b];
            }
            return sum;
        }
    }

    /** Coulomb matrix of a symmetric density [n × n]. */
    public double[] coulomb(double[] density) {
        int pairs = pairs(n);
        double[] packed = new double[pairs];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                packed[pair(a, b)] = density[a * n + b] * (a == b ? 1 : 2);
            }
        }
        double[] result = new double[pairs];
        LinearAlgebra.multiply(false, false, pairs, 1, pairs, 1, values, packed, 0, result);
        double[] matrix = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                matrix[a * n + b] = result[pair(a, b)];
            }
        }
        return matrix;
    }

    /** Exchange matrix K_ac = Σ (ab|cd) D_bd of a symmetric density [n × n]. */
    public double[] exchange(double[] density, Workers workers) {
        double[] matrix = new double[n * n];
        workers.forEach(
                n,
                a -> {
                    double[] row = new double[n];
                    for (int b = 0; b < n; b++) {
                        int at = pair(a, b) * pairs(n);
                        for (int c = 0; c < n; c++) {
                            double sum = 0;
                            for (int d = 0; d <= c; d++) {
                                double value = values[at + d];
                                sum += value * density[b * n + d];
                                if (d < c) {
                                    row[d] += value * density[b * n + c];
                                }
                            }
                            row[c] += sum;
                            at += c + 1;
                        }
                    }
                    System.arraycopy(row, 0, matrix, a * n, n);
                });
        return OneElectron.symmetrise(matrix, n);
    }
}
