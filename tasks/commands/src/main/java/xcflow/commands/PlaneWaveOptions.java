package xcflow.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import xcflow.experiments.input.CrystalInput;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecule;

/** Crystals, and molecules in a box, in plane waves. */
final class PlaneWaveOptions implements ScfChoice {
    private static final double RECOMMENDED = 0;

    private MoleculeOptions molecular;

    @Option(
            names = "--crystal",
            paramLabel = "NAME|FILE",
            description =
                    "Crystal of the library such as Si, or a POSCAR, CIF or extended XYZ file.")
    private String crystal;

    @Option(
            names = "--box",
            paramLabel = "BOHR",
            description = "Side of the box for --engine planewave --molecule (default: size + 14).")
    private Double box;

    @Option(
            names = "--pseudopotential",
            paramLabel = "EL=NAME|FILE",
            description =
                    "Pseudopotential of an element, such as Mg=Mg-q10, or a file in CP2K's format;"
                            + " repeatable.")
    private Map<String, String> pseudopotentials = new LinkedHashMap<>();

    @Option(
            names = "--pseudopotential-set",
            paramLabel = "NAME",
            description =
                    "gth-pbe, gth-lda or gth-blyp: bundled pseudopotentials by the functional that"
                            + " they were made for (default: gth-pbe).")
    private String pseudopotentialSet;

    @Option(
            names = "--cutoff",
            paramLabel = "HA",
            description = "Plane-wave cutoff in hartree (default: the recommended one).")
    private Double cutoff;

    @Option(
            names = "--kpoints",
            paramLabel = "AxBxC",
            description = "Divisions of the k-point mesh (default: the recommended ones).")
    private String kPoints;

    @Option(
            names = "--shift",
            paramLabel = "A,B,C",
            description = "Shift of the mesh in units of its step, such as 0.5,0.5,0.5.")
    private String shift;

    @Option(
            names = "--smearing",
            paramLabel = "KIND[:HA]",
            description =
                    "none, gaussian, fermi-dirac, methfessel-paxton or cold, with its width (default: recommended).")
    private String smearing;

    @Option(
            names = "--moment",
            paramLabel = "N|free",
            description =
                    "Treat spin, with N more up than down electrons; free lets smearing decide.")
    private String moment;

    @Option(
            names = "--site-moments",
            paramLabel = "EL=M[,M...]",
            description =
                    "Treat spin, and start from these moments of an element's atoms: one for all,"
                            + " or one for each in their order, such as Ni=2,-2; repeatable.")
    private Map<String, String> siteMoments = new LinkedHashMap<>();

    @Option(
            names = "--no-symmetry",
            description = "Reduce the mesh by time reversal only, not by the crystal's symmetry.")
    private boolean noSymmetry;

    @Option(
            names = "--symmetry-tolerance",
            paramLabel = "ANGSTROM",
            description =
                    "Greatest displacement by which a crystal may be made symmetric, up to 0.01"
                            + " (default: 2e-5).")
    private Double symmetryTolerance;

    @Option(
            names = "--tolerance",
            paramLabel = "HA",
            defaultValue = "1e-8",
            description =
                    "Estimated error of the energy at convergence (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    /**
     * Tells whose molecule and files this engine can use too; the options of a command are known
     * only after it has been made.
     */
    PlaneWaveOptions beside(MoleculeOptions engine) {
        molecular = engine;
        return this;
    }

    @Override
    public String engine() {
        return "planewave";
    }

    @Override
    public boolean chosen() {
        return crystal != null;
    }

    @Override
    public Request request() throws IOException {
        if (crystal == null && !molecular.chosen()) {
            throw new IllegalArgumentException(
                    "--crystal is missing: what is to be calculated? (or --molecule, in a box)");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("tolerance", tolerance);
        OptionFiles files = new OptionFiles();
        settings.put("pseudopotential-set", pseudopotentialSet);
        settings.put("pseudopotentials", files.pseudopotentials(pseudopotentials));
        settings.put("smearing", smearing == null ? null : CrystalOptions.smearing(smearing));
        SpinOptions.into(settings, moment, siteMoments);
        Object symmetry = CrystalOptions.symmetry(noSymmetry, symmetryTolerance);
        return crystal == null
                ? molecule(settings, symmetry, files)
                : crystal(settings, symmetry, files);
    }

    private Request crystal(Map<String, Object> settings, Object symmetry, OptionFiles files)
            throws IOException {
        require(box == null, "--box", "a crystal: it has its own cell");
        CrystalInput input = CrystalInput.nameOrFile(crystal);
        CrystalOptions.requireElements(pseudopotentials, input.crystal());
        SpinOptions.requireElements(siteMoments, input.crystal());
        settings.put("symmetry", symmetry);
        settings.put("cutoff", cutoff);
        settings.put("kpoints", kPoints == null ? null : CrystalOptions.divisions(kPoints));
        settings.put("shift", shift == null ? null : CrystalOptions.shift(shift));
        return new Request("crystal", input.name(), input.structure(), settings, files);
    }

    /** What would be ignored is refused. */
    private static void require(boolean absent, String option, String system) {
        if (!absent) {
            throw new IllegalArgumentException(option + " has no meaning for " + system);
        }
    }

    private Request molecule(Map<String, Object> settings, Object symmetry, OptionFiles files) {
        Molecule molecule = molecular.molecule();
        require(kPoints == null, "--kpoints", "a molecule in a box: it has Γ alone");
        require(shift == null, "--shift", "a molecule in a box: it has Γ alone");
        require(siteMoments.isEmpty(), "--site-moments", "a molecule: give --unpaired or --moment");
        // Γ alone is reduced by nothing: symmetry would only move the atoms.
        settings.put("symmetry", symmetry.equals(true) ? false : symmetry);
        settings.put(
                "edge", box == null ? RECOMMENDED : positive(molecule, box, "larger box", "bohr"));
        settings.put(
                "cutoff",
                cutoff == null ? RECOMMENDED : positive(molecule, cutoff, "higher cutoff", "Ha"));
        return new Request(
                "molecule",
                molecule.formula(),
                new Structure.OfMolecule(molecule.formula(), molecule),
                Map.of("box", settings),
                files);
    }

    /** The engine takes zero for the recommended value; a user who writes it does not mean that. */
    private static double positive(Molecule molecule, double value, String wanted, String unit) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(
                    molecule.formula() + " needs a " + wanted + " than " + value + " " + unit);
        }
        return value;
    }
}
