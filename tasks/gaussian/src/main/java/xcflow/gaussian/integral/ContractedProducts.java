package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.numerics.Workers;

/**
 * Charge distributions whose sums are the same contracted charges: products of the functions of two
 * groups of shells, or the functions of one group. Shells of an atom that share exponents are in
 * one group, so that a distribution serves them all.
 *
 * @param order of the Hermite Gaussians, the same for all distributions
 * @param primitives the distributions, those of greater bounds first
 * @param bounds greatest Coulomb norm of a charge of each primitive
 * @param labels what the charges are: numbers of pairs of functions, or of functions
 * @param expansion charges in the Hermite Gaussians of all primitives, [labels × primitives ×
 *     Hermite count(order)], row-major
 */
record ContractedProducts(
        int order,
        List<Distribution> primitives,
        double[] bounds,
        int[] labels,
        double[] expansion) {

    /** Length of a row of the expansion. */
    int length() {
        return primitives.size() * Hermite.count(order);
    }

    /** Greatest Coulomb norm of a charge, or more. */
    double bound() {
        return Arrays.stream(bounds).sum();
    }

    /** The expansion with the sign (−1)^degree of what is seen from the other side. */
    double[] mirrored() {
        double[] result = expansion.clone();
        int width = Hermite.count(order);
        for (int i = 0; i < result.length; i++) {
            if (Hermite.degree(i % width) % 2 == 1) {
                result[i] = -result[i];
            }
        }
        return result;
    }

    /**
     * Products of all pairs of functions, labelled by {@link FourIndex#pair}, by order and then by
     * falling bounds.
     *
     * @param threshold Coulomb norm of products that are left out
     */
    static List<ContractedProducts> products(Basis basis, double threshold, Workers workers) {
        int[] group = groups(basis);
        Map<Long, List<Distribution>> members = new LinkedHashMap<>();
        for (Distributions.Product product : Distributions.factors(basis, threshold, workers)) {
            long left = group[place(basis, product.left().get(0).shell())];
            long right = group[place(basis, product.right().get(0).shell())];
            members.computeIfAbsent(left << 32 | right, key -> new ArrayList<>())
                    .add(product.distribution());
        }
        List<ContractedProducts> result = new ArrayList<>();
        for (List<Distribution> primitives : members.values()) {
            result.add(of(primitives, d -> FourIndex.Products.of(d)));
        }
        return sorted(result);
    }

    /** Single functions, labelled by their numbers, by order and then by falling bounds. */
    static List<ContractedProducts> singles(Basis basis) {
        int[] group = groups(basis);
        int[] groupOfFunction = new int[basis.count()];
        for (int s = 0; s < group.length; s++) {
            Shell shell = basis.shells().get(s);
            Arrays.fill(
                    groupOfFunction, shell.first(), shell.first() + shell.functions(), group[s]);
        }
        Map<Integer, List<Distribution>> members = new TreeMap<>();
        for (Distribution d : Distributions.singles(basis)) {
            members.computeIfAbsent(
                            groupOfFunction[d.segments().get(0).row()], key -> new ArrayList<>())
                    .add(d);
        }
        List<ContractedProducts> result = new ArrayList<>();
        for (List<Distribution> primitives : members.values()) {
            result.add(of(primitives, ContractedProducts::functions));
        }
        return sorted(result);
    }

    private static FourIndex.Products functions(Distribution distribution) {
        List<Integer> labels = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (Distribution.Segment segment : distribution.segments()) {
            int width = Hermite.count(segment.order());
            for (int f = 0; f < segment.rows(); f++) {
                labels.add(segment.row() + f);
                widths.add(width);
                rows.add(Arrays.copyOfRange(segment.expansion(), f * width, (f + 1) * width));
            }
        }
        return new FourIndex.Products(
                distribution,
                labels.stream().mapToInt(Integer::intValue).toArray(),
                widths.stream().mapToInt(Integer::intValue).toArray(),
                rows.toArray(double[][]::new));
    }

    private static ContractedProducts of(
            List<Distribution> members,
            java.util.function.Function<Distribution, FourIndex.Products> charges) {
        List<Distribution> primitives =
                members.stream().sorted(Comparator.comparingDouble(d -> -d.bound())).toList();
        int order = primitives.stream().mapToInt(Distribution::order).max().orElse(0);
        int width = Hermite.count(order);
        int length = primitives.size() * width;
        Map<Integer, double[]> rows = new TreeMap<>();
        for (int j = 0; j < primitives.size(); j++) {
            FourIndex.Products from = charges.apply(primitives.get(j));
            for (int k = 0; k < from.pairs().length; k++) {
                double[] row = rows.computeIfAbsent(from.pairs()[k], label -> new double[length]);
                double[] summand = from.expansions()[k];
                for (int h = 0; h < summand.length; h++) {
                    row[j * width + h] += summand[h];
                }
            }
        }
        double[] expansion = new double[rows.size() * length];
        int at = 0;
        for (double[] row : rows.values()) {
            System.arraycopy(row, 0, expansion, at, length);
            at += length;
        }
        return new ContractedProducts(
                order,
                primitives,
                primitives.stream().mapToDouble(Distribution::bound).toArray(),
                rows.keySet().stream().mapToInt(Integer::intValue).toArray(),
                expansion);
    }

    private static List<ContractedProducts> sorted(List<ContractedProducts> list) {
        return list.stream()
                .sorted(
                        Comparator.comparingInt(ContractedProducts::order)
                                .thenComparingDouble(p -> -p.bound()))
                .toList();
    }

    private static int place(Basis basis, Shell shell) {
        int low = 0;
        int high = basis.shells().size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (basis.shells().get(middle).first() < shell.first()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Number of the group of each shell. */
    private static int[] groups(Basis basis) {
        List<Shell> shells = basis.shells();
        int[] group = new int[shells.size()];
        for (int s = 0; s < group.length; s++) {
            group[s] = s;
            for (int t = 0; t < s; t++) {
                if (group[t] != group[s] && share(shells.get(s), shells.get(t))) {
                    int from = Math.max(group[s], group[t]);
                    int to = Math.min(group[s], group[t]);
                    for (int u = 0; u <= s; u++) {
                        group[u] = group[u] == from ? to : group[u];
                    }
                }
            }
        }
        return group;
    }

    private static boolean share(Shell a, Shell b) {
        return a.atom() == b.atom()
                && Arrays.stream(a.exponents())
                        .anyMatch(x -> Arrays.stream(b.exponents()).anyMatch(y -> x == y));
    }
}
