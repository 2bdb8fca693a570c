package xcflow.gaussian.correlated;

import xcflow.numerics.MatrixProduct;

/**
 * Sums of products of arrays with up to four named indices, as matrix products.
 *
 * <p>The second factor is the large one: if its summed indices lie together at its end or its
 * beginning, apart perhaps from its first index, it is used where it is; otherwise it is copied in
 * another order, as the first factor always may be. One object serves one thread.
 */
final class Contraction {
    private final MatrixProduct product = new MatrixProduct();

    /**
     * c += factor · Σ a b.
     *
     * @param sizes by letter
     */
    void add(
            double factor,
            String left,
            double[] a,
            String right,
            double[] b,
            String result,
            double[] c,
            int[] sizes) {
        if (a.length == 0 || b.length == 0 || c.length == 0) {
            return;
        }
        String summed = keep(right, left, true);
        String freeA = keep(left, right, false);
        String freeB = keep(right, left, false);
        String slice = "";
        double[] large = b;
        String order = right;
        if (!together(right, summed)) {
            String rest = right.substring(1);
            String first = right.substring(0, 1);
            String restSummed = summed.replace(first, "");
            if (together(rest, restSummed)) {
                slice = first;
                summed = restSummed;
                freeB = freeB.replace(first, "");
                order = rest;
            } else {
                order = summed + freeB;
                large = new double[b.length];
                permute(1, right, b, sizesOf(right, sizes), order, large);
            }
        }
        boolean sliceSummed = !slice.isEmpty() && left.contains(slice);
        String arranged =
                (sliceSummed ? slice : "")
                        + freeA.replace(slice.isEmpty() ? "-" : slice, "")
                        + summed;
        freeA = sliceSummed ? freeA.replace(slice, "") : freeA;
        double[] small = a;
        if (!arranged.equals(left)) {
            small = new double[a.length];
            permute(1, left, a, sizesOf(left, sizes), arranged, small);
        }
        int m = size(freeA, sizes);
        int n = size(freeB, sizes);
        int k = size(summed, sizes);
        int slices = slice.isEmpty() ? 1 : sizes[slice.charAt(0)];
        boolean summedLast = order.endsWith(summed) && !summed.isEmpty() || freeB.isEmpty();
        String made = (slice.isEmpty() || sliceSummed ? "" : slice) + freeA + freeB;
        double[] target = made.equals(result) ? c : new double[c.length];
        for (int s = 0; s < slices; s++) {
            product.multiply(
                    summedLast,
                    m,
                    n,
                    k,
                    factor,
                    small,
                    sliceSummed ? s * m * k : 0,
                    large,
                    s * n * k,
                    1,
                    target,
                    slice.isEmpty() || sliceSummed ? 0 : s * m * n);
        }
        if (target != c) {
            permute(1, made, target, sizesOf(made, sizes), result, c);
        }
    }

    /** result += factor · from with its indices in another order. */
    static void permute(
            double factor, String from, double[] source, int[] sizes, String to, double[] result) {
        int rank = from.length();
        int[] strides = new int[4];
        int[] counts = {1, 1, 1, 1};
        int pad = 4 - rank;
        for (int k = 0; k < rank; k++) {
            int at = from.indexOf(to.charAt(k));
            int stride = 1;
            for (int j = at + 1; j < rank; j++) {
                stride *= sizes[j];
            }
            strides[pad + k] = stride;
            counts[pad + k] = sizes[at];
        }
        int at = 0;
        int last = strides[3];
        int length = counts[3];
        for (int i = 0; i < counts[0]; i++) {
            for (int j = 0; j < counts[1]; j++) {
                for (int k = 0; k < counts[2]; k++) {
                    int begin = i * strides[0] + j * strides[1] + k * strides[2];
                    for (int l = 0; l < length; l++) {
                        result[at + l] += factor * source[begin + l * last];
                    }
                    at += length;
                }
            }
        }
    }

    private static boolean together(String letters, String summed) {
        return letters.endsWith(summed) || letters.startsWith(summed);
    }

    private static String keep(String letters, String others, boolean shared) {
        StringBuilder kept = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            if (others.indexOf(letter) >= 0 == shared) {
                kept.append(letter);
            }
        }
        return kept.toString();
    }

    private static int size(String letters, int[] sizes) {
        return letters.chars().map(letter -> sizes[letter]).reduce(1, Math::multiplyExact);
    }

    private static int[] sizesOf(String letters, int[] sizes) {
        return letters.chars().map(letter -> sizes[letter]).toArray();
    }
}
