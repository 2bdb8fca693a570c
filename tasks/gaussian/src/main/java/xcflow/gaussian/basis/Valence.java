package xcflow.gaussian.basis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * A molecule as its basis set treats it: the electrons that have orbitals, and nuclei with the
 * charges that are left of them where a potential takes the place of the core. Without potentials
 * these are all electrons and the charges of the nuclei.
 *
 * @param potentials of each atom; empty for an atom with all its electrons
 */
public record Valence(Molecule molecule, List<Optional<CorePotential>> potentials) {

    public Valence {
        potentials = List.copyOf(potentials);
    }

    /**
     * What a basis set leaves of a molecule. A ghost has functions, but no core to be replaced.
     *
     * @throws BasisException if too few electrons are left for the molecule's charge and spin
     */
    static Valence of(Molecule molecule, BasisSet set) {
        Valence valence =
                new Valence(
                        molecule,
                        molecule.atoms().stream()
                                .map(
                                        atom ->
                                                atom.ghost()
                                                        ? Optional.<CorePotential>empty()
                                                        : set.potential(atom.element()))
                                .toList());
        int electrons = valence.electrons();
        if (electrons < 1 || molecule.unpaired() > electrons) {
            throw new BasisException(
                    String.format(
                            Locale.ROOT,
                            "the basis set %s replaces %d electrons of %s by core potentials, which"
                                    + " leaves %d: too few for charge %d with %d unpaired electrons",
                            set.name(),
                            molecule.electrons() - electrons,
                            molecule.formula(),
                            electrons,
                            molecule.charge(),
                            molecule.unpaired()));
        }
        return valence;
    }

    /** Whether any core is replaced. */
    public boolean replacesCores() {
        return potentials.stream().anyMatch(Optional::isPresent);
    }

    /** Number of core electrons of an atom that a potential replaces. */
    public int core(int atom) {
        return potentials.get(atom).map(CorePotential::electrons).orElse(0);
    }

    /** Charge of an atom's nucleus with its replaced core. */
    public int charge(int atom) {
        return molecule.atoms().get(atom).charge() - core(atom);
    }

    /** Number of electrons that have orbitals. */
    public int electrons() {
        return molecule.electrons() - IntStream.range(0, potentials.size()).map(this::core).sum();
    }

    /** Number of those with spin up. */
    public int alpha() {
        return (electrons() + molecule.unpaired()) / 2;
    }

    /** Number of those with spin down. */
    public int beta() {
        return (electrons() - molecule.unpaired()) / 2;
    }

    /** Repulsion energy of nuclei and replaced cores in hartree. */
    public double repulsion() {
        List<Atom> atoms = molecule.atoms();
        double energy = 0;
        for (int i = 0; i < atoms.size(); i++) {
            for (int j = 0; j < i; j++) {
                energy += charge(i) * charge(j) / atoms.get(i).distance(atoms.get(j));
            }
        }
        return energy;
    }

    /** Dipole moment of nuclei and replaced cores with respect to the origin, e·bohr. */
    public double[] dipole() {
        double[] dipole = new double[3];
        for (int i = 0; i < potentials.size(); i++) {
            Atom atom = molecule.atoms().get(i);
            dipole[0] += charge(i) * atom.x();
            dipole[1] += charge(i) * atom.y();
            dipole[2] += charge(i) * atom.z();
        }
        return dipole;
    }

    /** Elements whose cores are replaced, each with the number of core electrons: {@code I 28}. */
    public List<String> cores() {
        return IntStream.range(0, potentials.size())
                .filter(i -> core(i) > 0)
                .mapToObj(i -> molecule.atoms().get(i).element() + " " + core(i))
                .distinct()
                .toList();
    }
}
