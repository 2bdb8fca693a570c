package xcflow.gaussian.scf;

import java.util.List;
import xcflow.functional.dispersion.Damping;
import xcflow.functional.dispersion.Dispersion;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Dispersion energies of molecules, in which ghosts take no part. */
final class MolecularDispersion {
    private MolecularDispersion() {}

    /** Energy and its gradient, [3 × atoms], ghosts included. */
    static Dispersion of(Molecule molecule, Damping damping) {
        List<Atom> all = molecule.atoms();
        List<Atom> real = all.stream().filter(atom -> !atom.ghost()).toList();
        double[] positions = new double[3 * real.size()];
        for (int i = 0; i < real.size(); i++) {
            positions[3 * i] = real.get(i).x();
            positions[3 * i + 1] = real.get(i).y();
            positions[3 * i + 2] = real.get(i).z();
        }
        Dispersion found =
                Dispersion.of(
                        damping,
                        real.stream().mapToInt(Atom::charge).toArray(),
                        positions,
                        molecule.charge());
        double[] gradient = new double[3 * all.size()];
        for (int i = 0, from = 0; i < all.size(); i++) {
            if (!all.get(i).ghost()) {
                System.arraycopy(found.gradient(), 3 * from++, gradient, 3 * i, 3);
            }
        }
        return new Dispersion(found.energy(), gradient);
    }
}
