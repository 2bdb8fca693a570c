package xcflow.gaussian.integral;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisException;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;

/** Coulomb matrix J_ab = (ab|ρ) of a density in a basis. */
@FunctionalInterface
public interface CoulombMatrix {

    /** Name of the auxiliary basis set for density fitting. */
    String FITTING_SET = "def2-universal-jfit";

    /** Krypton: from rubidium on that set is made for core potentials. */
    int LAST_WITH_CORE = 36;

    /**
     * Potential energy of basis functions in the field of a density of electrons.
     *
     * @param density total density matrix, symmetric, [n × n] row-major in the order of the basis
     * @return J in hartree, symmetric, [n × n] row-major; a new array
     */
    double[] build(double[] density);

    /**
     * The Coulomb matrix of a fitted density, def2-universal-jfit.
     *
     * @throws BasisException if that set lacks an element, or is not made for its core
     */
    static CoulombMatrix fitted(Basis basis, Workers workers) {
        for (int atom = 0; atom < basis.molecule().atoms().size(); atom++) {
            if (lacksCore(basis, atom)) {
                throw new BasisException(
                        String.format(
                                Locale.ROOT,
                                "densities of %s with all its electrons, as in %s, cannot be"
                                        + " fitted: from Rb on %s is made for core potentials",
                                basis.molecule().atoms().get(atom).element(),
                                basis.name(),
                                FITTING_SET));
            }
        }
        Basis auxiliary = Basis.fitting(basis.molecule(), FITTING_SET);
        return new FittedCoulomb(basis, auxiliary, workers);
    }

    /** Whether the fitting set has functions for the electrons of all atoms. */
    static boolean canFit(Basis basis) {
        return canFit(basis, FITTING_SET);
    }

    /** As {@link #canFit(Basis)}, of another set that is made for cores from rubidium on. */
    static boolean canFit(Basis basis, String set) {
        List<Atom> atoms = basis.molecule().atoms();
        List<Element> elements = atoms.stream().map(Atom::element).toList();
        return IntStream.range(0, atoms.size()).noneMatch(atom -> lacksCore(basis, atom))
                && BasisSet.of(set, elements).elements().keySet().containsAll(elements);
    }

    /** Whether an atom has core electrons that the fitting set does not describe. */
    private static boolean lacksCore(Basis basis, int atom) {
        return basis.molecule().atoms().get(atom).charge() > LAST_WITH_CORE
                && basis.valence().core(atom) == 0;
    }
}
