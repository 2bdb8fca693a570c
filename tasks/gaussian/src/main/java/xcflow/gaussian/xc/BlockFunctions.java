package xcflow.gaussian.xc;

/**
 * The shells that reach one block of points, with their radial parts there.
 *
 * @param shells indices of the shells in the basis, ascending
 * @param functions indices of their basis functions, in order
 * @param radial R at the points, one row for each shell
 * @param slope S at the points, one row for each shell: ∇R = S·(r − R_atom)
 */
record BlockFunctions(int[] shells, int[] functions, double[][] radial, double[][] slope) {

    /** Number of basis functions that reach the block. */
    int count() {
        return functions.length;
    }

    /** Bytes that this record keeps alive, about. */
    long bytes() {
        long points = radial.length == 0 ? 0 : radial[0].length;
        return 16 * points * radial.length + 4L * (shells.length + functions.length) + 64;
    }
}
