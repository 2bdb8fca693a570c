package xcflow.gaussian.basis;

import java.util.List;
import java.util.Locale;
import xcflow.numerics.Element;
import xcflow.numerics.LinearAlgebra;

/**
 * Whether a basis set can hold the core electrons of an element.
 *
 * <p>The innermost electron of each angular momentum sees almost the bare nucleus. Its energy there
 * is −Z²/2(l+1)² Ha, and functions that were made for all electrons reach most of it. Functions
 * made for an effective core potential do not; a self-consistent field converges in them
 * nevertheless, to an energy without meaning.
 */
final class CoreFunctions {
    /** By angular momentum: the lightest element whose inner shell is closed and below others. */
    private static final int[] LIGHTEST = {3, 11, 31, 72};

    /**
     * By angular momentum: the part of the energy that must be reached. All-electron sets of the
     * Basis Set Exchange reach at least 0.91, 0.84, 0.71 and 0.66, screened contractions being the
     * least; those for potentials less than 0.9 in s, with 12 exceptions of 2641, or less in p or
     * d.
     */
    private static final double[] LEAST = {0.9, 0.8, 0.68, 0.6};

    private static final String[] SHELLS = {"1s", "2p", "3d", "4f"};

    /** Smaller eigenvalues of the overlap matrix are dependences, not functions. */
    private static final double DEPENDENT = 1e-8;

    private CoreFunctions() {}

    /**
     * @throws BasisException if the set cannot hold the core electrons of the element
     */
    static void require(BasisSet set, Element element) {
        List<BasisSet.Contraction> all = set.contractions(element);
        if (set.potential(element).isPresent()) {
            return;
        }
        for (int l = 0; l < LIGHTEST.length && element.number() >= LIGHTEST[l]; l++) {
            int momentum = l;
            List<BasisSet.Contraction> functions =
                    all.stream().filter(f -> f.l() == momentum).toList();
            double exact = -0.5 * Math.pow(element.number() / (l + 1.0), 2);
            double found = functions.isEmpty() ? 0 : lowest(functions, element.number());
            if (found > LEAST[l] * exact) {
                throw new BasisException(
                        String.format(
                                Locale.ROOT,
                                "the basis set %s cannot hold the %s electrons of %s: on the bare"
                                        + " nucleus they have %.1f Ha in it, %.1f are exact; it seems"
                                        + " made for an effective core potential, a relativistic"
                                        + " Hamiltonian or the fit of densities",
                                set.name(),
                                SHELLS[l],
                                element,
                                found,
                                exact));
            }
        }
    }

    /** Lowest energy, Ha, of one electron at a nucleus in contractions of one angular momentum. */
    static double lowest(List<BasisSet.Contraction> functions, int charge) {
        int n = functions.size();
        double[] overlap = new double[n * n];
        double[] energy = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                add(functions.get(i), functions.get(j), charge, i * n + j, overlap, energy);
            }
        }
        double[] vectors = overlap.clone();
        double[] values = LinearAlgebra.eigenSymmetric(n, vectors);
        int first = 0;
        while (values[first] < DEPENDENT * values[n - 1]) {
            first++;
        }
        int kept = n - first;
        double[] projected = new double[kept * kept];
        for (int a = 0; a < kept; a++) {
            for (int b = 0; b < kept; b++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        sum +=
                                vectors[(first + a) * n + i]
                                        * energy[i * n + j]
                                        * vectors[(first + b) * n + j];
                    }
                }
                projected[a * kept + b] = sum / Math.sqrt(values[first + a] * values[first + b]);
            }
        }
        return LinearAlgebra.eigenSymmetric(kept, projected)[0];
    }

    /**
     * Overlap and energy of two contractions. For normalised primitives r^l exp(−a r²) and r^l
     * exp(−b r²) the overlap is S = (2√(ab)/(a+b))^(l+3/2), the kinetic energy (2l+3) ab/(a+b) S,
     * and 1/r has √(a+b) Γ(l+1)/Γ(l+3/2) S.
     */
    private static void add(
            BasisSet.Contraction one,
            BasisSet.Contraction other,
            int charge,
            int at,
            double[] overlap,
            double[] energy) {
        int l = one.l();
        double[] left = Shell.unit(one);
        double[] right = Shell.unit(other);
        for (int i = 0; i < left.length; i++) {
            double a = one.exponents()[i];
            for (int j = 0; j < right.length; j++) {
                double b = other.exponents()[j];
                double s = left[i] * right[j] * Math.pow(2 * Math.sqrt(a * b) / (a + b), l + 1.5);
                overlap[at] += s;
                energy[at] += s * ((2 * l + 3) * a * b / (a + b));
                energy[at] -= s * charge * Math.sqrt(a + b) * gammaRatio(l);
            }
        }
    }

    /** Γ(l+1)/Γ(l+3/2). */
    private static double gammaRatio(int l) {
        double ratio = 2 / Math.sqrt(Math.PI);
        for (int k = 1; k <= l; k++) {
            ratio *= k / (k + 0.5);
        }
        return ratio;
    }
}
