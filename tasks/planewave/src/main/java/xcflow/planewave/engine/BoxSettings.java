package xcflow.planewave.engine;

import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.symmetry.KMesh;

/** How a molecule is put into a periodic box of plane waves. */
public record BoxSettings(
        @Describe(
                        value =
                                "Edge of the cubic box; 0: the molecule and 14 bohr of empty space.",
                        unit = "bohr",
                        defaultValue = "12",
                        min = 0,
                        max = 100)
                double edge,
        @Describe(
                        value =
                                "Plane-wave cutoff; 0: the one recommended for the"
                                        + " pseudopotentials.",
                        unit = "Ha",
                        defaultValue = "40",
                        min = 0,
                        max = 500)
                double cutoff,
        @Describe(
                        value = "Estimated error of the energy at which the iteration stops.",
                        unit = "Ha",
                        defaultValue = "1e-8",
                        min = 1e-12,
                        max = 1e-3)
                double tolerance,
        @Describe(
                        "Smearing; default is none for closed shells, and a little for open ones,"
                                + " so that degenerate levels share their electrons.")
                Optional<SmearingSettings> smearing,
        @Describe(
                        value = ChosenPseudopotentials.SET,
                        allowed = {"gth-pbe", "gth-lda", "gth-blyp"},
                        example = "gth-lda")
                Optional<String> pseudopotentialSet,
        @Describe(
                        value = ChosenPseudopotentials.SYNTAX,
                        defaultValue = "{}",
                        example = "{Mg: Mg-q10}")
                Map<String, Source> pseudopotentials,
        @Describe("Up minus down electrons; default is what the molecule's unpaired electrons say.")
                Optional<Double> moment,
        @Describe(value = "Whether smearing decides the moment.", defaultValue = "false")
                boolean freeMoment,
        @Describe(value = SymmetrySetting.SYNTAX, defaultValue = "true", example = "false")
                Object symmetry) {

    /** What is used where nothing is declared. */
    static final BoxSettings DEFAULT =
            new BoxSettings(
                    12,
                    40,
                    1e-8,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    false,
                    true);

    /** Lets the levels of an open shell that belong together share their electrons. */
    private static final Smearing OPEN_SHELL = Smearing.named("fermi-dirac", 0.002);

    /**
     * The molecule with its centre in the middle of the box.
     *
     * @throws IllegalArgumentException if it does not fit or an element has no pseudopotential
     */
    Model model(Structure.OfMolecule named, Pseudopotentials chosen, Functional functional) {
        Molecule molecule = named.molecule();
        double side = side(molecule);
        MoleculeInBox.requireRoom(named.name(), molecule, side);
        return MoleculeInBox.model(
                molecule,
                side,
                chosen,
                functional,
                Moment.spin(moment, freeMoment, MoleculeInBox.spin(molecule)),
                smearing.map(SmearingSettings::smearing)
                        .orElse(molecule.unpaired() > 0 ? OPEN_SHELL : Smearing.none()));
    }

    double side(Molecule molecule) {
        return edge == 0 ? MoleculeInBox.side(molecule) : edge;
    }

    /** For one thread. */
    Settings settings(Structure.OfMolecule named, Pseudopotentials chosen) {
        double energy =
                cutoff > 0
                        ? cutoff
                        : new Recommended(
                                        MoleculeInBox.crystal(
                                                named.molecule(), side(named.molecule())))
                                .softCutoff(chosen);
        return Settings.of(energy, KMesh.gamma())
                .withTolerance(tolerance)
                .withSymmetryTolerance(SymmetrySetting.tolerance(symmetry));
    }
}
