package xcflow.experiments.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xcflow.engine.Engine;
import xcflow.experiments.batch.FormerInputs;
import xcflow.experiments.batch.SystemEnergies;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.numerics.Constants;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;
import xcflow.structure.molecule.Molecule;

/** Interaction energy of the parts of a complex, without the error of their different bases. */
@TaskInfo(
        name = "counterpoise",
        version = "1",
        title = "Interaction energy of fragments, with the counterpoise correction",
        description =
                """
                The energy of a complex minus those of its fragments at their geometries in it.
                In the corrected energy every fragment has the basis functions of the whole complex,
                its other atoms being ghosts: functions and grid without nucleus and electrons. The
                difference to the fragments in their own functions is the basis set superposition
                error (S. F. Boys and F. Bernardi, Mol. Phys. 19, 553 (1970)).
                """,
        example =
                """
                dimer:
                  uses: counterpoise
                  with:
                    complex: {file: water-dimer.xyz}
                    fragments: {donor: {atoms: [1, 2, 3]}, acceptor: {atoms: [4, 5, 6]}}
                    functional: PBE
                """)
public final class CounterpoiseTask
        implements Task<CounterpoiseTask.Inputs, CounterpoiseTask.Outputs> {

    private static final String COMPLEX = "complex";

    /** Inputs. */
    public record Inputs(
            @Describe(value = "The complex: a molecule as other tasks take it.") Source complex,
            @Describe("Its fragments by name; each atom belongs to one of them.")
                    Map<String, Fragment> fragments,
            @Describe(
                            value =
                                    "Reference functional or version by name, or a functional's file.",
                            defaultValue = "PBE",
                            functional = true)
                    Source functional,
            @Describe(value = "What solves the equations.", defaultValue = "gaussian")
                    Selected<Engine> engine) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "Counterpoise-corrected interaction energy.", unit = "kcal/mol")
                    double interaction,
            @Describe(value = "Interaction energy without the correction.", unit = "kcal/mol")
                    double uncorrected,
            @Describe(
                            value =
                                    "Basis set superposition error: the corrected energy minus the"
                                            + " uncorrected one.",
                            unit = "kcal/mol")
                    double superpositionError,
            @Describe(
                            value =
                                    "Total energies: of the complex, of the fragments among ghosts,"
                                            + " and of the fragments alone.",
                            unit = "Ha")
                    Map<String, Double> energies) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public void check(KnownInputs inputs) {
        new InputCheck(inputs)
                .functional("functional", "engine")
                .molecules("complex")
                .engine("engine");
    }

    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        return FormerInputs.named(inputs);
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        Functional functional = FunctionalInput.load(inputs.functional(), context::file);
        Molecule complex = NamedMolecule.load(List.of(inputs.complex()), context).get(0).molecule();
        refuseWrong(complex, inputs.fragments());
        List<NamedMolecule> systems = new ArrayList<>();
        systems.add(new NamedMolecule(COMPLEX, complex));
        for (var fragment : inputs.fragments().entrySet()) {
            systems.add(fragment.getValue().amongGhosts(fragment.getKey(), complex));
        }
        for (var fragment : inputs.fragments().entrySet()) {
            systems.add(fragment.getValue().alone(fragment.getKey(), complex));
        }
        Map<String, Double> energies =
                SystemEnergies.required(inputs.engine(), functional, systems, context);
        double corrected = energies.get(COMPLEX);
        double uncorrected = energies.get(COMPLEX);
        int count = inputs.fragments().size();
        for (int i = 0; i < count; i++) {
            corrected -= energies.get(systems.get(1 + i).name());
            uncorrected -= energies.get(systems.get(1 + count + i).name());
        }
        double kcal = Constants.HARTREE_IN_KCAL_PER_MOL;
        return new Outputs(
                corrected * kcal, uncorrected * kcal, (corrected - uncorrected) * kcal, energies);
    }

    private static void refuseWrong(Molecule complex, Map<String, Fragment> fragments)
            throws TaskFailure {
        if (fragments.size() < 2) {
            throw new TaskFailure("a complex has at least two fragments");
        }
        if (complex.hasGhosts()) {
            throw new TaskFailure("the complex has ghost atoms; its fragments are given them here");
        }
        int count = complex.atoms().size();
        Set<Integer> left =
                IntStream.rangeClosed(1, count)
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new));
        int charge = 0;
        for (var fragment : fragments.entrySet()) {
            if (fragment.getKey().equals(COMPLEX)) {
                throw new TaskFailure("a fragment cannot be called " + COMPLEX);
            }
            fragment.getValue().take(fragment.getKey(), left, count);
            charge += fragment.getValue().charge();
        }
        if (!left.isEmpty()) {
            throw new TaskFailure("no fragment has the atoms " + left);
        }
        if (charge != complex.charge()) {
            throw new TaskFailure(
                    "the charges of the fragments add up to "
                            + charge
                            + ", but the complex has the charge "
                            + complex.charge());
        }
    }
}
