package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.List;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Valence;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;

/**
 * Rough electron densities of atoms as sums of Gaussian charges, one for each shell, with the mean
 * square radius of the Slater orbital of J. C. Slater, Phys. Rev. 36, 57 (1930). Their field is a
 * first guess of the field of the molecule's electrons.
 */
public final class ScreenedAtoms {
    /** Capacities of the groups 1s, 2sp, 3sp, 3d, 4sp, 4d, 4f, 5sp, 5d, 6sp in Slater's rules. */
    private static final int[][] GROUPS = {
        {1, 2, 0},
        {2, 8, 0},
        {3, 8, 0},
        {3, 10, 2},
        {4, 8, 0},
        {4, 10, 2},
        {4, 14, 3},
        {5, 8, 0},
        {5, 10, 2},
        {6, 8, 0}
    };

    private ScreenedAtoms() {}

    /** Coulomb matrix of the model atoms, each without the interaction of one electron. */
    public static double[] coulomb(Basis basis, Workers workers) {
        List<Distribution> shells = new ArrayList<>();
        Valence valence = basis.valence();
        for (int i = 0; i < valence.potentials().size(); i++) {
            Atom atom = valence.molecule().atoms().get(i);
            if (!atom.ghost()) {
                addShells(atom, valence.core(i), shells);
            }
        }
        double[] occupied = new double[shells.size()];
        java.util.Arrays.fill(occupied, 1);
        List<Distribution> numbered = new ArrayList<>();
        for (int i = 0; i < shells.size(); i++) {
            Distribution shell = shells.get(i);
            double[] expansion = shell.segments().get(0).expansion();
            var segment = new Distribution.Segment(i, 1, 0, 1, 0, 1, expansion);
            numbered.add(
                    new Distribution(
                            shell.exponent(),
                            shell.x(),
                            shell.y(),
                            shell.z(),
                            0,
                            List.of(segment),
                            1));
        }
        List<Distribution> products = Distributions.products(basis, 1e-10, workers);
        int n = basis.count();
        double[] matrix = new double[n * n];
        HermiteField sources = HermiteField.expand(numbered, occupied, 1, workers);
        Interaction.potential(products, sources, workers).collect(matrix, n);
        return OneElectron.symmetrise(matrix, n);
    }

    private static void addShells(Atom atom, int core, List<Distribution> shells) {
        int[] electrons = fill(atom.charge());
        int[] outside = outside(electrons, core);
        double scale = (atom.charge() - core - 1.0) / (atom.charge() - core);
        for (int i = 0; i < GROUPS.length; i++) {
            if (outside[i] == 0) {
                continue;
            }
            int n = GROUPS[i][0];
            double zeta = Math.max(0.5, (atom.charge() - screening(i, electrons)) / n);
            double exponent = 6 * zeta * zeta / ((2 * n + 1) * (2 * n + 2));
            double charge = scale * outside[i] * Math.pow(exponent / Math.PI, 1.5);
            var segment =
                    new Distribution.Segment(shells.size(), 1, 0, 1, 0, 1, new double[] {charge});
            shells.add(
                    new Distribution(
                            exponent, atom.x(), atom.y(), atom.z(), 0, List.of(segment), 1));
        }
    }

    /** What is left of the groups when a core takes the electrons of the innermost ones. */
    private static int[] outside(int[] electrons, int core) {
        int[] outside = electrons.clone();
        int left = core;
        for (int i = 0; i < outside.length && left > 0; i++) {
            int taken = Math.min(left, outside[i]);
            outside[i] -= taken;
            left -= taken;
        }
        return outside;
    }

    /** Electrons of each group, in the order in which subshells are filled. */
    private static int[] fill(int electrons) {
        int[] order = {0, 1, 2, 4, 3, 4, 7, 5, 7, 9, 6, 8, 9};
        int[] capacity = {2, 8, 8, 2, 10, 6, 2, 10, 6, 2, 14, 10, 6};
        int[] filled = new int[GROUPS.length];
        int left = electrons;
        for (int i = 0; i < order.length && left > 0; i++) {
            int put = Math.min(left, capacity[i]);
            filled[order[i]] += put;
            left -= put;
        }
        return filled;
    }

    private static double screening(int group, int[] electrons) {
        int n = GROUPS[group][0];
        boolean inner = GROUPS[group][2] > 0;
        double sum = (group == 0 ? 0.30 : 0.35) * (electrons[group] - 1);
        for (int other = 0; other < group; other++) {
            boolean near = GROUPS[other][0] == n - 1 && !inner;
            sum += electrons[other] * (near ? 0.85 : 1.0);
        }
        return sum;
    }
}
