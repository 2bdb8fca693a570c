package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import xcflow.numerics.LinearAlgebra;

/**
 * Orthonormal combinations of the basis functions; nearly dependent ones are left out (canonical
 * orthogonalisation). The functions may be divided into blocks of different symmetry that do not
 * mix.
 */
final class OrthonormalBasis {
    /** Combinations whose squared norm is smaller are left out. */
    private static final double DEPENDENT = 1e-8;

    private final int size;
    private final List<Block> blocks = new ArrayList<>();

    /**
     * Functions of one symmetry.
     *
     * @param functions indices of the basis functions
     * @param vectors [rank × functions], orthonormal combinations
     */
    private record Block(int[] functions, int rank, double[] vectors) {}

    /** A solution of the eigenvalue problem within one block. */
    record Level(int block, double energy, double[] coefficients) {}

    /**
     * @param overlap [size × size]
     * @param blocks indices of the basis functions of each block
     */
    OrthonormalBasis(int size, double[] overlap, List<int[]> blocks) {
        this.size = size;
        for (int[] functions : blocks) {
            this.blocks.add(block(gather(overlap, functions), functions));
        }
    }

    private static Block block(double[] overlap, int[] functions) {
        int n = functions.length;
        double[] norms = LinearAlgebra.eigenSymmetric(n, overlap);
        int dropped = 0;
        while (dropped < n && norms[dropped] < DEPENDENT) {
            dropped++;
        }
        int rank = n - dropped;
        double[] vectors = new double[rank * n];
        for (int k = 0; k < rank; k++) {
            double scale = 1 / Math.sqrt(norms[dropped + k]);
            for (int i = 0; i < n; i++) {
                vectors[k * n + i] = scale * overlap[(dropped + k) * n + i];
            }
        }
        return new Block(functions, rank, vectors);
    }

    /** Number of orthonormal functions. */
    int rank() {
        return blocks.stream().mapToInt(Block::rank).sum();
    }

    /** Eigenvectors of a symmetric operator, [size × size], sorted by energy over all blocks. */
    List<Level> solve(double[] operator) {
        List<Level> levels = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            int n = block.functions.length;
            double[] vectors = transform(gather(operator, block.functions), block);
            double[] energies = LinearAlgebra.eigenSymmetric(block.rank, vectors);
            double[] coefficients = new double[block.rank * n];
            LinearAlgebra.multiply(
                    false,
                    false,
                    block.rank,
                    n,
                    block.rank,
                    1,
                    vectors,
                    block.vectors,
                    0,
                    coefficients);
            for (int k = 0; k < block.rank; k++) {
                double[] scattered = new double[size];
                for (int i = 0; i < n; i++) {
                    scattered[block.functions[i]] = coefficients[k * n + i];
                }
                levels.add(new Level(b, energies[k], scattered));
            }
        }
        levels.sort(Comparator.comparingDouble(Level::energy));
        return levels;
    }

    /** Matrix elements of an operator between all orthonormal functions, [rank × rank]. */
    double[] transform(double[] operator) {
        int rank = rank();
        double[] all = new double[rank * size];
        int row = 0;
        for (Block block : blocks) {
            for (int k = 0; k < block.rank; k++, row++) {
                for (int i = 0; i < block.functions.length; i++) {
                    all[row * size + block.functions[i]] =
                            block.vectors[k * block.functions.length + i];
                }
            }
        }
        return sandwich(operator, all, rank, size);
    }

    private static double[] transform(double[] operator, Block block) {
        return sandwich(operator, block.vectors, block.rank, block.functions.length);
    }

    private static double[] sandwich(double[] operator, double[] vectors, int rank, int n) {
        double[] half = new double[rank * n];
        LinearAlgebra.multiply(false, false, rank, n, n, 1, vectors, operator, 0, half);
        double[] result = new double[rank * rank];
        LinearAlgebra.multiply(false, true, rank, rank, n, 1, half, vectors, 0, result);
        return result;
    }

    private double[] gather(double[] matrix, int[] functions) {
        int n = functions.length;
        return IntStream.range(0, n * n)
                .mapToDouble(at -> matrix[functions[at / n] * size + functions[at % n]])
                .toArray();
    }
}
