package xcflow.structure.molecule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Atoms with a number of electrons and their spin.
 *
 * @param charge total charge in units of e
 * @param unpaired number of unpaired electrons 2S, that is N↑ − N↓
 */
public record Molecule(List<Atom> atoms, int charge, int unpaired) {
    /** Atoms nearer than this (bohr) are a mistake of the input. */
    private static final double CLOSEST = 0.1;

    public Molecule {
        atoms = List.copyOf(atoms);
        if (atoms.isEmpty()) {
            throw new MoleculeException("a molecule needs at least one atom");
        }
        refuseCoincidence(atoms);
        int electrons = atoms.stream().mapToInt(Atom::charge).sum() - charge;
        if (electrons < 1) {
            throw new MoleculeException(
                    formula(atoms) + " with charge " + charge + " has no electrons");
        }
        if (unpaired < 0 || unpaired > electrons || (electrons - unpaired) % 2 != 0) {
            throw new MoleculeException(
                    String.format(
                            Locale.ROOT,
                            "%s with charge %d has %d electrons, which cannot leave %d unpaired; possible are %s",
                            formula(atoms),
                            charge,
                            electrons,
                            unpaired,
                            possible(electrons)));
        }
    }

    private static String possible(int electrons) {
        String first =
                IntStream.rangeClosed(0, Math.min(electrons, 5))
                        .filter(unpaired -> (electrons - unpaired) % 2 == 0)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        return electrons > 6 ? first + ", …" : first;
    }

    /** The same atoms with another charge and number of unpaired electrons. */
    public Molecule with(int newCharge, int newUnpaired) {
        return new Molecule(atoms, newCharge, newUnpaired);
    }

    /**
     * The same atoms with another charge or number of unpaired electrons, as far as they are given.
     * With another charge alone as few electrons as possible are unpaired, because the spin of one
     * charge says nothing of that of another.
     */
    public Molecule with(Optional<Integer> newCharge, Optional<Integer> newUnpaired) {
        int charged = newCharge.orElse(charge);
        int lowest =
                charged == charge ? unpaired : Math.floorMod(electrons() + charge - charged, 2);
        return new Molecule(atoms, charged, newUnpaired.orElse(lowest));
    }

    /** Number of electrons. */
    public int electrons() {
        return atoms.stream().mapToInt(Atom::charge).sum() - charge;
    }

    /** Number of spin-up electrons. */
    public int alpha() {
        return (electrons() + unpaired) / 2;
    }

    /** Number of spin-down electrons. */
    public int beta() {
        return (electrons() - unpaired) / 2;
    }

    /** Repulsion energy of the nuclei in hartree. */
    public double nuclearRepulsion() {
        double energy = 0;
        for (int i = 0; i < atoms.size(); i++) {
            for (int j = 0; j < i; j++) {
                Atom a = atoms.get(i);
                Atom b = atoms.get(j);
                energy += a.charge() * b.charge() / a.distance(b);
            }
        }
        return energy;
    }

    /** Dipole moment of the nuclei with respect to the origin, e·bohr: x, y, z. */
    public double[] nuclearDipole() {
        double[] dipole = new double[3];
        for (Atom atom : atoms) {
            dipole[0] += atom.charge() * atom.x();
            dipole[1] += atom.charge() * atom.y();
            dipole[2] += atom.charge() * atom.z();
        }
        return dipole;
    }

    /** Atoms that are no ghosts. */
    public List<Atom> nuclei() {
        return atoms.stream().filter(atom -> !atom.ghost()).toList();
    }

    /** Whether some of the atoms are ghosts. */
    public boolean hasGhosts() {
        return atoms.stream().anyMatch(Atom::ghost);
    }

    /**
     * Formula in Hill's order: carbon, hydrogen, then the rest alphabetically; ghosts behind it, as
     * in {@code H2O and ghosts of H2O}.
     */
    public String formula() {
        return formula(atoms);
    }

    private static String formula(List<Atom> atoms) {
        List<Atom> ghosts = atoms.stream().filter(Atom::ghost).toList();
        if (ghosts.isEmpty()) {
            return hill(atoms);
        }
        String nuclei = hill(atoms.stream().filter(atom -> !atom.ghost()).toList());
        return (nuclei.isEmpty() ? "" : nuclei + " and ") + "ghosts of " + hill(ghosts);
    }

    private static String hill(List<Atom> atoms) {
        Map<String, Integer> counts = new TreeMap<>();
        atoms.forEach(atom -> counts.merge(atom.element().symbol(), 1, Integer::sum));
        StringBuilder formula = new StringBuilder();
        if (counts.containsKey("C")) {
            append(formula, "C", counts.remove("C"));
            if (counts.containsKey("H")) {
                append(formula, "H", counts.remove("H"));
            }
        }
        counts.forEach((symbol, count) -> append(formula, symbol, count));
        return formula.toString();
    }

    private static void append(StringBuilder formula, String symbol, int count) {
        formula.append(symbol);
        if (count > 1) {
            formula.append(count);
        }
    }

    private static void refuseCoincidence(List<Atom> atoms) {
        for (int i = 0; i < atoms.size(); i++) {
            for (int j = 0; j < i; j++) {
                double distance = atoms.get(i).distance(atoms.get(j));
                if (distance < CLOSEST) {
                    throw new MoleculeException(
                            String.format(
                                    Locale.ROOT,
                                    "atoms %d (%s) and %d (%s) are at the same position: their distance is %.3g bohr",
                                    j + 1,
                                    atoms.get(j).element(),
                                    i + 1,
                                    atoms.get(i).element(),
                                    distance));
                }
            }
        }
    }
}
