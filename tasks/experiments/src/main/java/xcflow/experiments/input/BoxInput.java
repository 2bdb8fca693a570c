package xcflow.experiments.input;

import java.util.Map;
import xcflow.functional.Functional;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.spi.Describe;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.symmetry.KMesh;

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

    public static final BoxInput DEFAULT = new BoxInput(12, 40, 1e-8);

    /** Lets the levels of an open shell that belong together share their electrons. */
    private static final Smearing OPEN_SHELL = Smearing.named("fermi-dirac", 0.002);

    /**
     * The molecule with its centre in the middle of the box.
     *
     * @throws IllegalArgumentException if it does not fit or an element has no pseudopotential
     */
    public Model model(NamedMolecule named, Functional functional) {
        Molecule molecule = named.molecule();
        MoleculeInBox.requireRoom(named.name(), molecule, edge);
        return MoleculeInBox.model(
                molecule,
                edge,
                Map.of(),
                functional,
                MoleculeInBox.spin(molecule),
                molecule.unpaired() > 0 ? OPEN_SHELL : Smearing.none());
    }

    public Settings settings(int threads) {
        return Settings.of(cutoff, KMesh.gamma()).withTolerance(tolerance).withThreads(threads);
    }
}
