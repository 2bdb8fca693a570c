package xcflow.gaussian.xc;

import java.util.ArrayList;
import java.util.List;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.grid.MolecularGrid;

/**
 * The shells that reach a block of points, those of the same atom and angular momentum together:
 * they share their angular functions and the monomials that these are made of.
 */
final class ShellFamilies {
    private static final int P = MolecularGrid.BLOCK;

    private final Basis basis;
    private final MolecularGrid grid;
    private final AngularPart[] angular;

    /** Angular functions of the block's shells, one row for each basis function. */
    final double[][] harmonics;

    /** Monomials of the distance from the atom of the family that is visited. */
    double[][] monomials;

    /** Monomials of the atoms in the order in which they are visited, as far as they are made. */
    private final List<double[][]> tables = new ArrayList<>();

    private int made;

    private BlockFunctions functions;
    private int from;
    private int count;

    ShellFamilies(Basis basis, MolecularGrid grid) {
        this.basis = basis;
        this.grid = grid;
        angular = new AngularPart[basis.maxL() + 1];
        for (int l = 0; l < angular.length; l++) {
            angular[l] = new AngularPart(basis.angular(), l);
        }
        harmonics = new double[basis.count()][P];
    }

    /** Turns to the functions that reach another block. */
    void enter(BlockFunctions reaching, int first, int points) {
        functions = reaching;
        from = first;
        count = points;
        made = 0;
    }

    @FunctionalInterface
    interface Family {
        /**
         * @param first first shell among those of the block
         * @param last one after the last shell
         * @param at first basis function among those of the block
         */
        void accept(int first, int last, int at);
    }

    /** Shells of the same atom and angular momentum together, the monomials being those of them. */
    void forEach(Family body) {
        int[] shells = functions.shells();
        int at = 0;
        int atom = -1;
        int visited = 0;
        for (int first = 0, last; first < shells.length; first = last) {
            Shell shell = basis.shells().get(shells[first]);
            last = first + 1;
            while (last < shells.length && sameFamily(shell, shells[last])) {
                last++;
            }
            if (shell.atom() != atom) {
                atom = shell.atom();
                moveTo(shell, visited++);
            }
            body.accept(first, last, at);
            at += (last - first) * shell.functions();
        }
    }

    private boolean sameFamily(Shell shell, int other) {
        Shell candidate = basis.shells().get(other);
        return candidate.atom() == shell.atom() && candidate.l() == shell.l();
    }

    private void moveTo(Shell shell, int place) {
        if (place == tables.size()) {
            tables.add(new double[AngularPart.offset(angular.length + 1)][P]);
        }
        monomials = tables.get(place);
        if (place < made) {
            return;
        }
        made++;
        Rows.shift(count, grid.x(), from, shell.x(), monomials[1]);
        Rows.shift(count, grid.y(), from, shell.y(), monomials[2]);
        Rows.shift(count, grid.z(), from, shell.z(), monomials[3]);
        AngularPart.monomials(angular.length - 1, monomials, count);
    }

    AngularPart part(int shell) {
        return angular[basis.shells().get(functions.shells()[shell]).l()];
    }
}
