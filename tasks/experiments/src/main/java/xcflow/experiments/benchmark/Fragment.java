package xcflow.experiments.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xcflow.experiments.input.NamedMolecule;
import xcflow.spi.Describe;
import xcflow.spi.TaskFailure;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.MoleculeException;

/** A part of a complex. */
public record Fragment(
        @Describe(value = "Numbers of its atoms in the complex, from 1.", min = 1)
                List<Integer> atoms,
        @Describe(value = "Its charge.", defaultValue = "0") int charge,
        @Describe("Its number of unpaired electrons; by default as few as possible.")
                Optional<Integer> unpaired) {

    /** The fragment with the basis functions of the whole complex. */
    NamedMolecule amongGhosts(String name, Molecule complex) throws TaskFailure {
        List<Atom> all = new ArrayList<>();
        for (int i = 0; i < complex.atoms().size(); i++) {
            Atom atom = complex.atoms().get(i);
            all.add(atoms.contains(i + 1) ? atom : atom.asGhost());
        }
        return named(name + " among ghosts", name, all);
    }

    /** The fragment alone. */
    NamedMolecule alone(String name, Molecule complex) throws TaskFailure {
        List<Atom> own = new ArrayList<>();
        for (int i = 0; i < complex.atoms().size(); i++) {
            if (atoms.contains(i + 1)) {
                own.add(complex.atoms().get(i));
            }
        }
        return named(name, name, own);
    }

    private NamedMolecule named(String name, String fragment, List<Atom> all) throws TaskFailure {
        try {
            int electrons = all.stream().mapToInt(Atom::charge).sum() - charge;
            return new NamedMolecule(
                    name, new Molecule(all, charge, unpaired.orElse(Math.floorMod(electrons, 2))));
        } catch (MoleculeException e) {
            throw new TaskFailure("the fragment " + fragment + ": " + e.getMessage());
        }
    }

    /** Takes the numbers of the atoms out of those that are left. */
    void take(String name, Set<Integer> left, int count) throws TaskFailure {
        for (int atom : atoms) {
            if (atom < 1 || atom > count) {
                throw new TaskFailure(
                        "the fragment "
                                + name
                                + " names atom "
                                + atom
                                + ", but the complex has the atoms 1 to "
                                + count);
            }
            if (!left.remove(atom)) {
                throw new TaskFailure("atom " + atom + " is named twice, at last in " + name);
            }
        }
    }
}
