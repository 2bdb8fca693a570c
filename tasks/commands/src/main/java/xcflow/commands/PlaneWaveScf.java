package xcflow.commands;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.experiments.batch.CrystalSettingsInput;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.MoleculeInBox;
import xcflow.experiments.input.SmearingInput;
import xcflow.experiments.input.SymmetryInput;
import xcflow.functional.Functional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityFile;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.planewave.scf.WrongSolutionException;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.symmetry.KMesh;

/** Crystals, and molecules in a box, in plane waves. */
final class PlaneWaveScf implements ScfEngine {
    private GaussianScf molecular;

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
            paramLabel = "EL=NAME",
            description = "Pseudopotential of an element, such as Mg=Mg-q10; repeatable.")
    private Map<String, String> pseudopotentials = new LinkedHashMap<>();

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
                    "none, gaussian, fermi-dirac or cold, with its width (default: recommended).")
    private String smearing;

    @Option(
            names = "--moment",
            paramLabel = "N|free",
            description =
                    "Treat spin, with N more up than down electrons; free lets smearing decide.")
    private String moment;

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
            description = "Estimated error of the energy at the end (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    /**
     * Tells whose molecule and files this engine can use too; the options of a command are known
     * only after it has been made.
     */
    PlaneWaveScf beside(GaussianScf engine) {
        molecular = engine;
        return this;
    }

    @Override
    public String name() {
        return "planewave";
    }

    @Override
    public boolean chosen() {
        return crystal != null;
    }

    @Override
    public ScfReport solve(Functional functional, int threads, PrintWriter progress)
            throws IOException {
        if (crystal == null && !molecular.chosen()) {
            throw new IllegalArgumentException(
                    "--crystal is missing: what is to be calculated? (or --molecule, in a box)");
        }
        Task task = crystal == null ? molecule(functional) : crystal(functional);
        Settings settings = task.settings().withTolerance(tolerance).withThreads(threads);
        Object symmetry = CrystalOptions.symmetry(noSymmetry, symmetryTolerance);
        if (!symmetry.equals(true)) {
            settings = settings.withSymmetryTolerance(SymmetryInput.tolerance(symmetry));
        }
        ScfResult result;
        try {
            result = PlaneWaves.solve(task.model(), settings, start(), new Progress(progress));
        } catch (WrongSolutionException e) {
            throw new NotConverged(e.getMessage());
        }
        if (!result.converged()) {
            throw new NotConverged(
                    String.format(
                            Locale.ROOT,
                            "not converged after %d iterations: the energy is uncertain by %.1e Ha",
                            result.iterations(),
                            result.residual()));
        }
        save(result.density());
        return report(task, settings, result);
    }

    private record Task(String name, Model model, Settings settings, List<Warning> doubts) {}

    private Task crystal(Functional functional) throws IOException {
        require(box == null, "--box", "a crystal: it has its own cell");
        CrystalInput input = CrystalInput.nameOrFile(crystal);
        CrystalOptions.requireElements(pseudopotentials, input.crystal());
        Model model =
                Model.of(
                        input.crystal(),
                        input.pseudopotentials(pseudopotentials),
                        functional,
                        spin(new Spin.Unpolarised()),
                        input.smearing(smearing()));
        KMesh mesh =
                input.kMesh(
                        Optional.ofNullable(kPoints).map(CrystalOptions::divisions),
                        CrystalOptions.shift(shift == null ? "0,0,0" : shift));
        CrystalSettingsInput chosen =
                new CrystalSettingsInput(
                        Optional.ofNullable(cutoff),
                        Optional.ofNullable(kPoints).map(CrystalOptions::divisions),
                        List.of(0.0, 0.0, 0.0),
                        Optional.empty(),
                        pseudopotentials,
                        tolerance,
                        true);
        return new Task(
                input.name(),
                model,
                Settings.of(input.cutoff(Optional.ofNullable(cutoff)), mesh),
                chosen.doubts(input));
    }

    /** What would be ignored is refused. */
    private static void require(boolean absent, String option, String system) {
        if (!absent) {
            throw new IllegalArgumentException(option + " means nothing for " + system);
        }
    }

    private Task molecule(Functional functional) {
        Molecule molecule = molecular.molecule();
        require(kPoints == null, "--kpoints", "a molecule in a box: it has Γ alone");
        require(shift == null, "--shift", "a molecule in a box: it has Γ alone");
        double side = box == null ? MoleculeInBox.side(molecule) : box;
        MoleculeInBox.requireRoom(molecule.formula(), molecule, side);
        Model model =
                MoleculeInBox.model(
                        molecule,
                        side,
                        pseudopotentials,
                        functional,
                        spin(MoleculeInBox.spin(molecule)),
                        smearing()
                                .map(s -> Smearing.named(s.kind(), s.width()))
                                .orElse(Smearing.none()));
        double energy = cutoff == null ? PlaneWaves.recommendedCutoff(model) : cutoff;
        return new Task(
                molecule.formula(),
                model,
                Settings.of(energy, KMesh.gamma()).withSymmetry(false),
                MoleculeInBox.doubt(molecule.formula(), molecule, side).stream().toList());
    }

    private Spin spin(Spin otherwise) {
        if (moment == null) {
            return otherwise;
        }
        return moment.equals("free") ? new Spin.Free() : new Spin.Fixed(number("--moment", moment));
    }

    private Optional<SmearingInput> smearing() {
        return Optional.ofNullable(smearing).map(CrystalOptions::smearing);
    }

    private static double number(String option, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": '" + text + "' is not a number", e);
        }
    }

    private Density start() throws IOException {
        Path file = molecular.start();
        return file == null ? null : StartFile.read(file, DensityFile::read);
    }

    private void save(Density density) throws IOException {
        Path file = molecular.save();
        if (file != null) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                DensityFile.write(density, out);
            }
        }
    }

    private record Progress(PrintWriter out) implements ScfListener {
        @Override
        public void iteration(int number, double energy, double residual, Density next) {
            out.printf(Locale.ROOT, "%3d  %18.10f Ha  error %8.1e%n", number, energy, residual);
            out.flush();
        }
    }

    private ScfReport report(Task task, Settings settings, ScfResult result) {
        Model model = task.model();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(crystal == null ? "molecule" : "crystal", task.name());
        details.put("formula", model.crystal().formula());
        details.put("electrons", model.electrons());
        details.put("charge", model.charge());
        details.put("volume-bohr3", model.crystal().volume());
        details.put("pseudopotentials", model.atoms().stream().map(Gth::name).distinct().toList());
        details.put("cutoff", settings.cutoff());
        details.put("kpoints", settings.kMesh().divisions());
        details.put(
                "irreducible-kpoints",
                (int) result.bands().stream().filter(b -> b.spin() == 0).count());
        details.put("grid", result.grid());
        details.put("free-energy", result.energy());
        details.put("extrapolated-energy", result.extrapolatedEnergy());
        details.put(
                result.fermiLevels().size() == 1 ? "fermi-level" : "fermi-levels",
                result.fermiLevels().size() == 1
                        ? result.fermiLevels().get(0)
                        : result.fermiLevels());
        details.put("moment", result.moment());
        details.put("residual", result.residual());
        result.gap()
                .ifPresent(
                        gap -> {
                            details.put("band-gap", gap.width());
                            details.put("band-gap-is-direct", gap.direct());
                        });
        List<Warning> warnings = new ArrayList<>(task.doubts());
        warnings.addAll(result.warnings());
        return new ScfReport(
                result.energy(),
                result.energies().byName(),
                true,
                result.iterations(),
                details,
                warnings);
    }
}
