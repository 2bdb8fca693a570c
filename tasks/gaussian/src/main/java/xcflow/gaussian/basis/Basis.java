package xcflow.gaussian.basis;

import java.util.ArrayList;
import java.util.List;
import xcflow.numerics.Element;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * The basis functions of a molecule.
 *
 * <p>They are ordered by atom, within an atom by angular momentum and then as in the basis set's
 * file, and within a shell as {@link AngularFunctions} says (m = −l … l; x, y, z for p). Every
 * function has norm 1.
 *
 * @param name name of the basis set
 * @param valence the electrons that have orbitals in these functions
 * @param count number of basis functions
 */
public record Basis(
        String name,
        Molecule molecule,
        Valence valence,
        AngularFunctions angular,
        List<Shell> shells,
        int count) {
    public Basis {
        shells = List.copyOf(shells);
    }

    /**
     * Pure spherical functions on every atom, of a bundled set or of a user's Gaussian-94 file.
     *
     * @throws BasisException if the set is unknown or lacks an element of the molecule
     */
    public static Basis of(Molecule molecule, String nameOrFile) {
        return of(
                molecule,
                BasisSet.of(nameOrFile, molecule.atoms().stream().map(Atom::element).toList()));
    }

    /** Pure spherical functions of a basis set on every atom. */
    public static Basis of(Molecule molecule, BasisSet set) {
        return of(molecule, set, AngularFunctions.SPHERICAL);
    }

    /**
     * Functions of a basis set on every atom, with its core potentials.
     *
     * @throws BasisException if the set lacks an element of the molecule, cannot hold its core, or
     *     leaves too few electrons
     */
    public static Basis of(Molecule molecule, BasisSet set, AngularFunctions angular) {
        molecule.atoms().stream().map(Atom::element).distinct().forEach(set::requireCore);
        return functions(molecule, set, angular);
    }

    /** Functions that densities and not orbitals are expanded in; they need not hold a core. */
    public static Basis fitting(Molecule molecule, String name) {
        List<Element> elements = molecule.atoms().stream().map(Atom::element).toList();
        return functions(molecule, BasisSet.of(name, elements), AngularFunctions.SPHERICAL);
    }

    private static Basis functions(Molecule molecule, BasisSet set, AngularFunctions angular) {
        List<Shell> shells = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < molecule.atoms().size(); i++) {
            Atom atom = molecule.atoms().get(i);
            for (BasisSet.Contraction contraction : set.contractions(atom.element())) {
                int functions = angular.count(contraction.l());
                double[] normalised =
                        Shell.normalise(
                                contraction.l(),
                                contraction.exponents(),
                                contraction.coefficients());
                shells.add(
                        new Shell(
                                i,
                                atom.x(),
                                atom.y(),
                                atom.z(),
                                contraction.l(),
                                contraction.exponents(),
                                normalised,
                                count,
                                functions));
                count += functions;
            }
        }
        return new Basis(set.name(), molecule, Valence.of(molecule, set), angular, shells, count);
    }

    /** Highest angular momentum of a shell. */
    public int maxL() {
        return shells.stream().mapToInt(Shell::l).max().orElse(0);
    }
}
