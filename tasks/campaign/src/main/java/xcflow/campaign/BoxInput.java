package xcflow.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.functional.Functional;
import xcflow.gaussian.molecule.Molecule;
import xcflow.planewave.crystal.Crystal;
import xcflow.planewave.crystal.Lattice;
import xcflow.planewave.crystal.Site;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.planewave.symmetry.KMesh;
import xcflow.spi.Describe;

/** How a molecule is put into a periodic box of plane waves. */
public record BoxInput(
        @Describe(
                        value = "Edge of the cubic box.",
                        unit = "bohr",
                        defaultValue = "12",
                        min = 4,
                        max = 100)
                double edge,
        @Describe(
                        value = "Plane-wave cutoff.",
                        unit = "Ha",
                        defaultValue = "40",
                        min = 2,
                        max = 500)
                double cutoff,
        @Describe(
                        value = "Estimated error of the energy at which the iteration stops.",
                        unit = "Ha",
                        defaultValue = "1e-8",
                        min = 1e-12,
                        max = 1e-3)
                double tolerance) {

    static final BoxInput DEFAULT = new BoxInput(12, 40, 1e-8);

    /** Lets the levels of an open shell that belong together share their electrons. */
    private static final Smearing OPEN_SHELL = Smearing.named("fermi-dirac", 0.002);

    /**
     * The molecule with its centre in the middle of the box.
     *
     * @throws IllegalArgumentException if it does not fit or an element has no pseudopotential
     */
    Model model(NamedMolecule named, Functional functional) {
        Molecule molecule = named.molecule();
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (var atom : molecule.atoms()) {
            double[] r = {atom.x(), atom.y(), atom.z()};
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], r[axis]);
                high[axis] = Math.max(high[axis], r[axis]);
            }
        }
        List<Site> sites = new ArrayList<>();
        for (var atom : molecule.atoms()) {
            double[] r = {atom.x(), atom.y(), atom.z()};
            double[] f = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                if (high[axis] - low[axis] > edge - 4) {
                    throw new IllegalArgumentException(
                            "%s is %.1f bohr long and needs a larger box than %.1f bohr"
                                    .formatted(named.name(), high[axis] - low[axis], edge));
                }
                f[axis] = 0.5 + (r[axis] - 0.5 * (low[axis] + high[axis])) / edge;
            }
            sites.add(new Site(atom.element(), f[0], f[1], f[2]));
        }
        boolean open = molecule.unpaired() > 0;
        Model neutral =
                Model.of(
                        new Crystal(Lattice.cubic(edge), sites),
                        Map.of(),
                        functional,
                        open ? new Spin.Fixed(molecule.unpaired()) : new Spin.Unpolarised(),
                        open ? OPEN_SHELL : Smearing.none());
        return new Model(
                neutral.crystal(),
                neutral.atoms(),
                functional,
                neutral.spin(),
                neutral.smearing(),
                molecule.charge());
    }

    Settings settings(int threads) {
        return Settings.of(cutoff, KMesh.gamma()).withTolerance(tolerance).withThreads(threads);
    }
}
