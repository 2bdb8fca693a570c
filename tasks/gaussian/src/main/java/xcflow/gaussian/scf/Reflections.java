package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.structure.molecule.Atom;

/**
 * Symmetry of basis functions of atoms and of linear molecules along an axis under the reflections
 * x → −x, y → −y and z → −z about planes that contain all atoms. Each basis function is even or odd
 * under each of them.
 *
 * @param odd for each class of functions, the axes under whose reflection they are odd: bit 0 for
 *     x, 1 for y, 2 for z; ascending
 * @param blocks indices of the basis functions of each class
 */
record Reflections(List<Integer> odd, List<int[]> blocks) {
    /** How far from the plane an atom may be, bohr. */
    private static final double TOLERANCE = 1e-6;

    /** Classes of a basis; a single one unless two such planes make degenerate levels possible. */
    static Reflections of(Basis basis) {
        List<Atom> atoms = basis.molecule().atoms();
        int planes =
                (flat(atoms, Atom::x) ? 1 : 0)
                        | (flat(atoms, Atom::y) ? 2 : 0)
                        | (flat(atoms, Atom::z) ? 4 : 0);
        int used = Integer.bitCount(planes) < 2 ? 0 : planes;
        TreeMap<Integer, List<Integer>> classes = new TreeMap<>();
        for (Shell shell : basis.shells()) {
            for (int f = 0; f < shell.functions(); f++) {
                int parity = parity(basis.angular(), shell.l(), f) & used;
                classes.computeIfAbsent(parity, key -> new ArrayList<>()).add(shell.first() + f);
            }
        }
        return new Reflections(
                List.copyOf(classes.keySet()),
                classes.values().stream()
                        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                        .toList());
    }

    private static boolean flat(List<Atom> atoms, ToDoubleFunction<Atom> coordinate) {
        double first = coordinate.applyAsDouble(atoms.get(0));
        return atoms.stream()
                .allMatch(a -> Math.abs(coordinate.applyAsDouble(a) - first) < TOLERANCE);
    }

    /** Axes along which the angular function is odd: read off any of its monomials. */
    private static int parity(AngularFunctions kind, int l, int function) {
        double[] table = kind.inMonomials(l);
        int width = AngularFunctions.monomials(l);
        for (int i = l; i >= 0; i--) {
            for (int j = l - i; j >= 0; j--) {
                int k = l - i - j;
                if (Math.abs(table[function * width + AngularFunctions.index(i, j, k)]) > 1e-12) {
                    return i % 2 + 2 * (j % 2) + 4 * (k % 2);
                }
            }
        }
        throw new IllegalStateException("an angular function without terms");
    }
}
