package xcflow.commands;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.GridLevel;
import xcflow.gaussian.scf.DensityFile;
import xcflow.gaussian.scf.Energies;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.Occupation;
import xcflow.gaussian.scf.Orbitals;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfListener;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.numerics.Constants;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Molecules in Gaussian basis sets. */
final class GaussianScf implements ScfEngine {
    private static final ScfOptions DEFAULTS = ScfOptions.defaults();

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
                    "Total charge (default: that of the name or file, else 0); alone it leaves as few"
                            + " electrons unpaired as possible.")
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
            defaultValue = "3",
            description = "Integration grid, 0 to 9 (default: ${DEFAULT-VALUE}).")
    private int grid;

    @Option(
            names = "--density-fitting",
            description = "Fit the density in the Coulomb energy: faster.")
    private boolean densityFitting;

    @Option(
            names = "--unrestricted",
            description = "Separate orbitals for the two spins in any case.")
    private boolean unrestricted;

    @Option(
            names = "--occupation",
            paramLabel = "RULE",
            defaultValue = "aligned",
            description =
                    "aligned: partly filled degenerate shells are oriented along the axes;"
                            + " aufbau: the lowest orbitals, whichever they are (default: ${DEFAULT-VALUE}).")
    private Occupation occupation;

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Limit of the first attempt.")
    private int maxIterations = DEFAULTS.maxIterations();

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
    public String name() {
        return "gaussian";
    }

    @Override
    public boolean chosen() {
        return molecule != null;
    }

    @Override
    public ScfReport solve(Functional functional, int threads, PrintWriter progress)
            throws IOException {
        if (molecule == null) {
            throw new IllegalArgumentException("--molecule is missing: what is to be calculated?");
        }
        Molecule atoms = molecule();
        ScfOptions options =
                DEFAULTS.withGrid(new GridLevel(grid).number())
                        .withDensityFitting(densityFitting)
                        .withUnrestricted(unrestricted)
                        .withOccupation(occupation)
                        .withMaxIterations(maxIterations);
        Basis functions = Basis.of(atoms, basis);
        try (Workers workers = new Workers(threads);
                KohnSham system = new KohnSham(functions, options, workers)) {
            ScfListener listener = step -> print(step, progress);
            ScfResult result;
            if (start == null) {
                result = system.solve(functional, listener);
            } else {
                result =
                        system.solve(
                                functional,
                                StartFile.read(start, in -> DensityFile.read(functions, in)),
                                listener);
            }
            if (save != null) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(save))) {
                    DensityFile.write(functions, result.density(), out);
                }
            }
            return report(system, result);
        } catch (ScfException e) {
            throw new NotConverged(e.getMessage());
        }
    }

    /** The molecule that the options describe. */
    Molecule molecule() {
        return Molecules.parse(molecule)
                .with(Optional.ofNullable(charge), Optional.ofNullable(unpaired));
    }

    private static void print(ScfListener.Step step, PrintWriter progress) {
        progress.printf(
                Locale.ROOT,
                "%3d  %18.10f Ha  change %8.1e  gradient %7.1e%s%n",
                step.iteration(),
                step.energies().total(),
                step.change(),
                step.gradient(),
                step.attempt() > 1 ? "  (attempt " + step.attempt() + ")" : "");
        progress.flush();
    }

    private ScfReport report(KohnSham system, ScfResult result) {
        Energies energies = result.energies();
        Map<String, Double> components = new LinkedHashMap<>();
        components.put("kinetic", energies.kinetic());
        components.put("nuclear-attraction", energies.attraction());
        components.put("coulomb", energies.coulomb());
        components.put("exchange-correlation", energies.exchangeCorrelation());
        components.put("nuclear-repulsion", energies.nuclearRepulsion());
        Molecule atoms = system.basis().molecule();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("molecule", molecule);
        details.put("formula", atoms.formula());
        details.put("charge", atoms.charge());
        details.put("unpaired", atoms.unpaired());
        details.put("basis", system.basis().name());
        details.put("functions", system.basis().count());
        details.put("grid", grid);
        details.put("points", system.grid().generated());
        details.put("density-fitting", densityFitting);
        details.put("attempt", result.attempt());
        details.put(
                "dipole-debye",
                Arrays.stream(result.dipole())
                        .map(d -> d * Constants.DIPOLE_AU_IN_DEBYE)
                        .toArray());
        details.put("spin-squared", result.spinSquared());
        List<Orbitals> orbitals = result.orbitals();
        details.put("homo", frontier(orbitals.stream().mapToDouble(Orbitals::homo).toArray()));
        details.put("lumo", frontier(orbitals.stream().mapToDouble(Orbitals::lumo).toArray()));
        details.put("grid-electrons", system.electrons(result.density()));
        return new ScfReport(
                result.energy(), components, true, result.iterations(), details, result.warnings());
    }

    /** One number for a closed shell, else one for each spin; null where there is no orbital. */
    private static Object frontier(double[] energies) {
        List<Object> values =
                Arrays.stream(energies)
                        .mapToObj(e -> Double.isNaN(e) ? (Object) "none" : (Object) e)
                        .toList();
        return values.size() == 1 ? values.get(0) : values;
    }
}
