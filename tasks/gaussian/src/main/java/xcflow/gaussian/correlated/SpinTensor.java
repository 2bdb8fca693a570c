package xcflow.gaussian.correlated;

import java.util.Arrays;
import xcflow.gaussian.algebra.Matrices;

/**
 * A quantity with two or four spin-orbital indices, stored by spin blocks.
 *
 * <p>The kind names the space of each index, for example {@code oovv} for t_ij^ab. Blocks are
 * numbered by the spins of the indices: bit k is set if index k is spin down. Only blocks that
 * conserve the spin projection exist: the first half of the indices must hold as many down spins as
 * the second. In restricted calculations a block is the same array as the one with all spins turned
 * over.
 *
 * <p>Formulas are written with letters as in papers, spin sums included: {@code q.add(-0.5,
 * "mnaf,mnef->ae", t, v)} is q_ae −= ½ Σ_mnf t_mn^af v_mn^ef.
 */
final class SpinTensor {
    /** All spins up; up, down, up, down; all down. */
    static final int UP = 0;

    static final int MIXED = 0b1010;
    static final int DOWN = 0b1111;

    private final Spaces spaces;
    private final String kind;
    private final double[][] blocks;

    private SpinTensor(Spaces spaces, String kind) {
        this.spaces = spaces;
        this.kind = kind;
        this.blocks = new double[1 << kind.length()][];
    }

    /** Zeros in every block. */
    static SpinTensor zeros(Spaces spaces, String kind) {
        SpinTensor tensor = new SpinTensor(spaces, kind);
        for (int spins = 0; spins < tensor.blocks.length; spins++) {
            if (tensor.conserves(spins) && tensor.blocks[spins] == null) {
                tensor.put(spins, new double[tensor.length(spins)]);
            }
        }
        return tensor;
    }

    /**
     * Zeros in those blocks of a doubly antisymmetric quantity from which the others follow; {@link
     * #complete} makes the others.
     */
    static SpinTensor independent(Spaces spaces, String kind) {
        SpinTensor tensor = new SpinTensor(spaces, kind);
        for (int spins : spaces.restricted() ? new int[] {MIXED} : new int[] {UP, MIXED, DOWN}) {
            tensor.blocks[spins] = new double[tensor.length(spins)];
        }
        return tensor;
    }

    /** Block of the given spins; null if it does not exist. */
    double[] block(int spins) {
        return blocks[spins];
    }

    int length(int spins) {
        return Arrays.stream(spaces.sizes(kind, spins)).reduce(1, Math::multiplyExact);
    }

    /** Sets a block, in restricted calculations its mirror image too. */
    void put(int spins, double[] block) {
        blocks[spins] = block;
        if (spaces.restricted()) {
            blocks[spins ^ blocks.length - 1] = block;
        }
    }

    private boolean conserves(int spins) {
        int half = kind.length() / 2;
        return Integer.bitCount(spins & (1 << half) - 1) == Integer.bitCount(spins >> half);
    }

    /** Whether this block has to be computed: not the mirror image of an earlier one. */
    boolean computed(int spins) {
        return blocks[spins] != null
                && !(spaces.restricted()
                        && (spins & 1) == 1
                        && blocks[spins ^ blocks.length - 1] == blocks[spins]);
    }

    /** Adds factor · Σ small · big over all letters that the result lacks. */
    void add(double factor, String formula, SpinTensor small, SpinTensor big) {
        String left = formula.substring(0, formula.indexOf(','));
        String right = formula.substring(left.length() + 1, formula.indexOf('-'));
        String result = formula.substring(formula.indexOf('>') + 1);
        String letters = distinct(result + left + right);
        for (int spins = 0; spins < 1 << letters.length(); spins++) {
            int at = pick(letters, spins, result);
            double[] a = small.blocks[pick(letters, spins, left)];
            double[] b = big.blocks[pick(letters, spins, right)];
            if (a != null && b != null && computed(at)) {
                int[] sizes = new int[128];
                set(sizes, left, spaces.sizes(small.kind, pick(letters, spins, left)));
                set(sizes, right, spaces.sizes(big.kind, pick(letters, spins, right)));
                spaces.contraction().add(factor, left, a, right, b, result, blocks[at], sizes);
            }
        }
    }

    /** Adds factor · other with permuted indices: {@code add(-1, "jiab->ijab", q)}. */
    void add(double factor, String formula, SpinTensor other) {
        String from = formula.substring(0, formula.indexOf('-'));
        String result = formula.substring(formula.indexOf('>') + 1);
        for (int spins = 0; spins < blocks.length; spins++) {
            int source = pick(result, spins, from);
            if (computed(spins) && other.blocks[source] != null) {
                Contraction.permute(
                        factor,
                        from,
                        other.blocks[source],
                        spaces.sizes(other.kind, source),
                        result,
                        blocks[spins]);
            }
        }
    }

    /** Blocks that follow from the independent ones of a doubly antisymmetric quantity. */
    SpinTensor complete() {
        int[] sizes = spaces.sizes(kind, MIXED);
        double[] mixed = blocks[MIXED];
        if (spaces.restricted()) {
            double[] up = mixed.clone();
            Contraction.permute(-1, "ijba", mixed, sizes, "ijab", up);
            put(UP, up);
        }
        blocks[0b0110] = permuted(-1, mixed, sizes, "ijba");
        blocks[0b1001] = permuted(-1, mixed, sizes, "jiab");
        blocks[0b0101] = permuted(1, mixed, sizes, "jiba");
        return this;
    }

    private static double[] permuted(double factor, double[] from, int[] sizes, String to) {
        double[] result = new double[from.length];
        Contraction.permute(factor, "ijab", from, sizes, to, result);
        return result;
    }

    /** Sum of products of all elements, over all blocks. */
    double dot(SpinTensor other) {
        double sum = 0;
        for (int spins = 0; spins < blocks.length; spins++) {
            if (blocks[spins] != null && other.blocks[spins] != null) {
                sum += Matrices.dot(blocks[spins], other.blocks[spins]);
            }
        }
        return sum;
    }

    private static String distinct(String letters) {
        StringBuilder distinct = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            if (distinct.indexOf(String.valueOf(letter)) < 0) {
                distinct.append(letter);
            }
        }
        return distinct.toString();
    }

    /** Spins of some letters, out of the spins of all. */
    private static int pick(String letters, int spins, String wanted) {
        int picked = 0;
        for (int k = 0; k < wanted.length(); k++) {
            picked |= (spins >> letters.indexOf(wanted.charAt(k)) & 1) << k;
        }
        return picked;
    }

    private static void set(int[] sizes, String letters, int[] values) {
        for (int k = 0; k < values.length; k++) {
            sizes[letters.charAt(k)] = values[k];
        }
    }
}
