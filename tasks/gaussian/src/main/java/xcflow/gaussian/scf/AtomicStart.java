package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.CorePotential;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.basis.Valence;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.Element;
import xcflow.structure.molecule.Molecule;

/** Superposition of the densities of free spherical atoms, as a start. */
final class AtomicStart {
    private AtomicStart() {}

    /** The superposed density, with as many electrons as the molecule has. */
    static SpinDensity of(Basis basis, boolean openShell) {
        return of(basis, openShell, ElectronFilling.WHOLE);
    }

    /** The superposed density, with as many electrons as are filled in. */
    static SpinDensity of(Basis basis, boolean openShell, ElectronFilling filling) {
        Molecule molecule = basis.molecule();
        Valence valence = basis.valence();
        int n = basis.count();
        double[] matrix = new double[n * n];
        Map<Element, SphericalAtom> atoms = new HashMap<>();
        List<List<Shell>> byAtom = new ArrayList<>();
        molecule.atoms().forEach(atom -> byAtom.add(new ArrayList<>()));
        basis.shells().forEach(shell -> byAtom.get(shell.atom()).add(shell));
        int charges = 0;
        for (int a = 0; a < byAtom.size(); a++) {
            List<Shell> shells = byAtom.get(a);
            if (molecule.atoms().get(a).ghost()) {
                continue;
            }
            int charge = valence.charge(a);
            Optional<CorePotential> core = valence.potentials().get(a);
            SphericalAtom atom =
                    atoms.computeIfAbsent(
                            molecule.atoms().get(a).element(),
                            element -> new SphericalAtom(charge, core, shells));
            for (int l = 0; l <= basis.maxL(); l++) {
                int momentum = l;
                if (atom.matrix(l) != null) {
                    List<Shell> own = shells.stream().filter(s -> s.l() == momentum).toList();
                    addBlock(basis.angular(), own, atom.matrix(l), matrix, n);
                }
            }
            charges += charge;
        }
        DensityMatrix total = DensityMatrix.ofMatrix(n, matrix);
        ElectronFilling.Counts counts = filling.counts(valence);
        if (!openShell) {
            return SpinDensity.closedShell(total.scaled(counts.total() / charges));
        }
        return SpinDensity.openShell(
                total.scaled(counts.up() / charges), total.scaled(counts.down() / charges));
    }

    /** Puts the radial density matrix between all functions of the same m. */
    private static void addBlock(
            AngularFunctions kind, List<Shell> shells, double[] radial, double[] matrix, int n) {
        double[] shape = shape(kind, shells.get(0).l());
        int width = kind.count(shells.get(0).l());
        for (int s = 0; s < shells.size(); s++) {
            for (int t = 0; t < shells.size(); t++) {
                double element = radial[s * shells.size() + t];
                for (int f = 0; f < width; f++) {
                    for (int g = 0; g < width; g++) {
                        matrix[(shells.get(s).first() + f) * n + shells.get(t).first() + g] =
                                element * shape[f * width + g];
                    }
                }
            }
        }
    }

    /** Σ_m S_lm S_lm in products of the angular functions: for spherical ones the unit matrix. */
    private static double[] shape(AngularFunctions kind, int l) {
        int width = kind.count(l);
        int monomials = AngularFunctions.monomials(l);
        double[] harmonics = AngularFunctions.SPHERICAL.inMonomials(l);
        double[] shape = new double[width * width];
        if (kind == AngularFunctions.SPHERICAL) {
            for (int f = 0; f < width; f++) {
                shape[f * width + f] = 1;
            }
            return shape;
        }
        double[] cartesian = kind.inMonomials(l);
        for (int m = 0; m <= 2 * l; m++) {
            for (int f = 0; f < width; f++) {
                for (int g = 0; g < width; g++) {
                    shape[f * width + g] +=
                            harmonics[m * monomials + f]
                                    / cartesian[f * monomials + f]
                                    * harmonics[m * monomials + g]
                                    / cartesian[g * monomials + g];
                }
            }
        }
        return shape;
    }
}
