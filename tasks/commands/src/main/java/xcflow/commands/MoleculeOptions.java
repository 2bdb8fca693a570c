package xcflow.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Molecules in Gaussian basis sets. */
final class MoleculeOptions implements ScfChoice {
    @Option(
            names = "--molecule",
            paramLabel = "NAME|XYZ",
            description =
                    "Name such as H2O, an XYZ file, or atoms inline: 'H 0 0 0; H 0 0 0.74' (angstrom).")
    private String molecule;

    @Option(
            names = "--charge",
            paramLabel = "N",
            converter = WholeCharge.class,
            description =
                    "Total charge (default: that of the name or file, else 0); without --unpaired, as"
                            + " few electrons as possible are unpaired.")
    private Integer charge;

    @Option(
            names = "--unpaired",
            paramLabel = "N",
            description =
                    "Unpaired electrons (default: those of the name or file, else as few as possible).")
    private Integer unpaired;

    @Option(
            names = "--basis",
            paramLabel = "NAME|FILE",
            defaultValue = "def2-svp",
            description = "Basis set, bundled or a Gaussian-94 file (default: ${DEFAULT-VALUE}).")
    private String basis;

    @Option(
            names = "--grid",
            paramLabel = "LEVEL",
            description =
                    "Integration grid, 0 to 9 (default: 3; for functionals that change fast with the"
                            + " kinetic energy density, such as SCAN, 5).")
    private Integer grid;

    @Option(
            names = "--density-fitting",
            description = "Use density fitting for the Coulomb energy, which is faster.")
    private boolean densityFitting;

    @Option(
            names = "--exchange",
            paramLabel = "HOW",
            description =
                    "exact; fitted: fit products of orbitals in the exchange of hybrids, which is"
                            + " faster, and with --density-fitting the density by the same functions"
                            + " (default: exact).")
    private String exchange;

    @Option(
            names = "--unrestricted",
            description = "Use separate orbitals for the two spins even for closed shells.")
    private boolean unrestricted;

    @Option(
            names = "--occupation",
            paramLabel = "RULE",
            defaultValue = "aligned",
            description =
                    "aligned: partly filled degenerate shells are oriented along the axes;"
                            + " aufbau: the lowest orbitals, whichever they are (default: ${DEFAULT-VALUE}).")
    private String occupation;

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Iteration limit of the first attempt.")
    private Integer maxIterations;

    @Option(
            names = "--stability",
            paramLabel = "RULE",
            defaultValue = "off",
            description =
                    "off; check: warn if the solution is no minimum of the energy; follow: search for"
                            + " the minimum below it (default: ${DEFAULT-VALUE}).")
    private String stability;

    @Option(
            names = "--dispersion",
            paramLabel = "MODEL",
            description =
                    "Dispersion energy: d3bj or d4, where simple-dftd3 or dftd4 is installed; none.")
    private String dispersion;

    @Option(
            names = "--dispersion-parameters",
            paramLabel = "NAME",
            description =
                    "Functional whose published damping parameters are taken (default: that of the"
                            + " calculation).")
    private String dispersionParameters;

    @Option(
            names = "--fermi-smearing",
            paramLabel = "HA",
            description =
                    "Width k_B T of Fermi-Dirac occupations; the total energy is the free energy.")
    private Double smearing;

    @Option(
            names = "--electrons",
            paramLabel = "UP,DOWN",
            split = ",",
            description =
                    "Electrons of spin up and down, which need not be whole, instead of those that"
                            + " charge and unpaired electrons say.")
    private List<Double> electrons;

    @Option(
            names = "--start",
            paramLabel = "FILE",
            description = "Start from a density that --save wrote.")
    private Path start;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the converged density.")
    private Path save;

    /** File of the density to start from, or null. */
    Path start() {
        return start;
    }

    /** File to write the density to, or null. */
    Path save() {
        return save;
    }

    @Override
    public String engine() {
        return "gaussian";
    }

    @Override
    public boolean chosen() {
        return molecule != null;
    }

    @Override
    public Request request() {
        if (molecule == null) {
            throw new IllegalArgumentException("--molecule is missing: what is to be calculated?");
        }
        Molecule atoms = molecule();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("basis", basis);
        settings.put("grid-level", grid);
        settings.put("density-fitting", densityFitting);
        settings.put("exchange", exchange == null ? null : exchange.toLowerCase(Locale.ROOT));
        settings.put("unrestricted", unrestricted);
        settings.put("occupation", occupation.toLowerCase(Locale.ROOT));
        settings.put("max-iterations", maxIterations);
        settings.put("stability", stability.toLowerCase(Locale.ROOT));
        settings.put("dispersion", dispersion == null ? null : dispersion.toLowerCase(Locale.ROOT));
        settings.put("dispersion-parameters", dispersionParameters);
        settings.put("smearing", smearing);
        settings.put("electrons", electrons);
        return new Request(
                "molecule",
                molecule,
                new Structure.OfMolecule(atoms.formula(), atoms),
                settings,
                new OptionFiles());
    }

    /** The molecule that the options describe. */
    Molecule molecule() {
        return Molecules.parse(molecule)
                .with(Optional.ofNullable(charge), Optional.ofNullable(unpaired));
    }
}
