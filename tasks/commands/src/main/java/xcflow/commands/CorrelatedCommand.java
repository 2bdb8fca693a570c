package xcflow.commands;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xcflow.engine.Correlation;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.InputFiles;
import xcflow.engine.NotConverged;
import xcflow.engine.PlainSettings;
import xcflow.engine.Resources;
import xcflow.engine.WrongSolution;
import xcflow.spi.Anticipating;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Computes a correlated energy of one molecule. */
@Command(
        name = "correlated",
        description = "Hartree-Fock, MP2, CCSD or CCSD(T) energy of one molecule.",
        footer = {
            "",
            "Energies are in hartree. Exit code 1: it did not converge or is too large; 2: unusable"
                    + " input.",
            "Example: xcflow correlated --molecule H2O --method 'ccsd(t)' --basis cc-pvtz"
        })
final class CorrelatedCommand implements Callable<Integer>, Anticipating, Launched {
    /** The options are those of this one. */
    private static final String ENGINE = "gaussian";

    @Option(
            names = "--molecule",
            required = true,
            paramLabel = "NAME|FILE|ATOMS",
            description = "Name, XYZ file, or atoms inline in ångström: \"O 0 0 0; H 0 0 0.97\".")
    private String molecule;

    @Option(
            names = "--charge",
            converter = WholeCharge.class,
            description =
                    "Total charge (default: the molecule's own); without --unpaired, as few"
                            + " electrons as possible are unpaired.")
    private Integer charge;

    @Option(
            names = "--unpaired",
            description = "Number of unpaired electrons (default: the molecule's own).")
    private Integer unpaired;

    @Option(
            names = "--method",
            defaultValue = "ccsd(t)",
            description = "hf, mp2, ccsd or ccsd(t) (default: ${DEFAULT-VALUE}).")
    private String method;

    @Option(
            names = "--basis",
            paramLabel = "NAME|FILE",
            defaultValue = "cc-pvdz",
            description = "Bundled basis set, or a Gaussian-94 file (default: ${DEFAULT-VALUE}).")
    private String basis;

    @Option(names = "--frozen-core", description = "Leave noble-gas cores uncorrelated.")
    private boolean frozenCore;

    @Mixin private CalculationOptions calculation = new CalculationOptions();

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.CORRELATE));
    }

    @Override
    public void anticipate() {
        LoadingAhead.start();
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        int threads = calculation.threads();
        PrintWriter err = spec.commandLine().getErr();
        try (Correlation.Equations equations = equations(threads)) {
            Correlation.Energies energy =
                    equations.solve(
                            method(),
                            frozenCore,
                            message -> {
                                if (!calculation.json()) {
                                    err.println(message);
                                    err.flush();
                                }
                            });
            Map<String, Object> values = values(equations, energy);
            values.put("warnings", CommandWarnings.json(energy.warnings()));
            print(values, (System.nanoTime() - begin) / 1e9);
            energy.warnings().forEach(warning -> CommandWarnings.print(err, warning));
            return 0;
        } catch (NotConverged | WrongSolution e) {
            err.println("xcflow: " + e.getMessage());
            err.flush();
            return 1;
        } catch (TaskFailure | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private String method() {
        return method.strip().toLowerCase(Locale.ROOT);
    }

    private Correlation.Equations equations(int threads) throws TaskFailure {
        Engine engine = Engines.named(ENGINE);
        Correlation correlation = engine.correlation().orElseThrow();
        if (!correlation.methods().contains(method())) {
            throw new TaskFailure(
                    "there is no method '"
                            + method
                            + "'; choose from "
                            + String.join(", ", correlation.methods()));
        }
        Molecule molecule = molecule();
        return correlation.prepare(
                new Structure.OfMolecule(molecule.formula(), molecule),
                PlainSettings.of(engine, Map.of("basis", basis)),
                new Resources(threads, InputFiles.NONE));
    }

    private Molecule molecule() {
        return Molecules.parse(molecule)
                .with(Optional.ofNullable(charge), Optional.ofNullable(unpaired));
    }

    private Map<String, Object> values(
            Correlation.Equations equations, Correlation.Energies energy) {
        Molecule atoms = molecule();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("molecule", atoms.formula());
        values.put("charge", atoms.charge());
        values.put("unpaired", atoms.unpaired());
        values.put("method", method());
        values.put("basis", equations.basis());
        values.put("functions", equations.functions());
        values.put("frozenCore", frozenCore);
        values.put("energy", energy.total());
        values.put("hartreeFock", energy.hartreeFock());
        energy.mp2().ifPresent(value -> values.put("mp2Correlation", value));
        energy.ccsd().ifPresent(value -> values.put("ccsdCorrelation", value));
        energy.triples().ifPresent(value -> values.put("triples", value));
        values.put("spinSquared", energy.spinSquared());
        values.put("iterations", energy.iterations());
        return values;
    }

    private void print(Map<String, Object> values, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        values.put("seconds", seconds);
        if (calculation.json()) {
            Screen.json(out, values);
        } else {
            values.remove("warnings");
            values.forEach(
                    (name, value) ->
                            out.println(
                                    value instanceof Double number
                                            ? String.format(
                                                    Locale.ROOT, "%-16s %16.8f", name, number)
                                            : String.format(
                                                    Locale.ROOT, "%-16s %16s", name, value)));
        }
        out.flush();
    }
}
