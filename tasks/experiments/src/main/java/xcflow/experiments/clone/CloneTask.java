package xcflow.experiments.clone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.ConstraintsInput;
import xcflow.experiments.input.FunctionalInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.LossInput;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.Functional;
import xcflow.functional.Separable;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.FunctionalName;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.CloneErrors;
import xcflow.functional.training.Training;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Trains a neural functional to reproduce a known one. */
@TaskInfo(
        name = "clone",
        version = "7",
        title = "Train a neural functional to reproduce a known one",
        description =
                """
                Fits exchange and correlation of a neural functional to those of a reference at the
                densities of data sets. The loss compares energy densities, their derivatives (what a
                self-consistent calculation sees) and the integrated energies of the systems.

                Held-out systems are not fitted: they decide when training stops and which weights are
                kept. Without switches of its own a constrained clone is built to obey those
                constraints that its reference obeys.

                Data sets of several sources (all electrons, pseudopotentials, files of other programs)
                can be mixed: with `mix`, the systems of a data set of weight 2 count as two each, in
                all parts of the loss. Where the densities came from is recorded with the clone.

                The architecture `study` is that of published studies, with the training that they
                describe: the plain mean square error of the enhancement factors, by 20 000
                full-batch steps of Adam, done by Deeplearning4j. It is a baseline to compare with.
                """,
        example =
                """
                clone:
                  uses: clone
                  matrix: {architecture: [constrained, unconstrained], seed: [1, 2, 3]}
                  with:
                    name: pbe-${{ matrix.architecture }}
                    reference: PBE
                    dataset: ${{ steps.descriptors.dataset }}
                    architecture: ${{ matrix.architecture }}
                    seed: ${{ matrix.seed }}
                    held-out: [N2]
                """)
public final class CloneTask implements Task<CloneTask.Inputs, CloneTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(value = "Name of the functional.", example = "pbe-constrained") String name,
            @Describe(
                            value = "Functional that is cloned.",
                            defaultValue = "PBE",
                            example = "BLYP",
                            functional = true)
                    Source reference,
            @Describe("Densities to train on, as `sample-descriptors` gives them.")
                    Optional<Artefact> dataset,
            @Describe(value = "Further data sets.", defaultValue = "[]") List<Artefact> datasets,
            @Describe(
                            value =
                                    "Further data sets whose systems count more or less than one each,"
                                            + " to mix densities of several sources.",
                            defaultValue = "[]")
                    List<MixedInput> mix,
            @Describe(
                            value =
                                    "Analytic model densities to train on: atoms from H to Ar, `1s(Z)`,"
                                            + " and superpositions of atoms such as `H2O`.",
                            defaultValue = "[]",
                            example = "[He, Ne, H2O]")
                    List<String> modelDensities,
            @Describe(value = "Family of functionals.", defaultValue = "constrained")
                    Architecture architecture,
            @Describe(value = "Seed of the initial weights.", defaultValue = "1") long seed,
            @Describe("Size of the two networks.") Optional<NetworkInput> network,
            @Describe("Size of the exchange network, if it differs.")
                    Optional<NetworkInput> exchangeNetwork,
            @Describe(
                            "Switches of the constraints; default is what the reference obeys."
                                    + " Unconstrained functionals ignore them.")
                    Optional<ConstraintsInput> constraints,
            @Describe(
                            "What the networks are told of the density; default is what the reference"
                                    + " depends on.")
                    Optional<DescriptorsInput> descriptors,
            @Describe("Where training begins; default is weights drawn with the seed.")
                    Optional<StartInput> initialisation,
            @Describe("Weights of the parts of the loss.") Optional<LossInput> loss,
            @Describe(
                            value =
                                    "Systems of the data sets that are not fitted but decide when to"
                                            + " stop.",
                            defaultValue = "[]")
                    List<String> heldOut,
            @Describe(
                            value =
                                    "Maximum number of Gauss–Newton steps for each of exchange and correlation.",
                            defaultValue = "200",
                            min = 0,
                            max = 100000)
                    int iterations,
            @Describe(
                            value = "Steps without improvement after which training stops.",
                            defaultValue = "25",
                            min = 1)
                    int patience,
            @Describe(
                            value =
                                    "Steps of Adam before the Gauss–Newton steps; with the training"
                                            + " `study`, the total number of steps, or 20 000 if zero.",
                            defaultValue = "0",
                            min = 0)
                    int adamSteps,
            @Describe(
                            "How it is trained; by default `study` for the architecture `study`,"
                                    + " else `gauss-newton`.")
                    Optional<CloneTraining> training) {}

    /** Errors against the reference on a set of systems. */
    public record Errors(
            @Describe(value = "Mean absolute error of E_xc.", unit = "Ha") double energyMean,
            @Describe(value = "Greatest absolute error of E_xc.", unit = "Ha") double energyMaximum,
            @Describe(value = "Density-weighted error of v_ρ.", unit = "Ha") double potential,
            @Describe(value = "Density-weighted error of 2σv_σ/ρ.", unit = "Ha") double gradient,
            @Describe("Density-weighted error of F_x.") double exchangeFactor,
            @Describe("Density-weighted error of F_c.") double correlationFactor) {

        static Errors of(CloneErrors errors) {
            return new Errors(
                    errors.energyMean(),
                    errors.energyMaximum(),
                    errors.potential(),
                    errors.gradient(),
                    errors.exchangeFactor(),
                    errors.correlationFactor());
        }
    }

    /** Error of one system. */
    public record SystemError(String system, boolean heldOut, double energyError) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "The clone.", absolute = 1e-6) Artefact functional,
            @Describe("Name of the functional.") String name,
            @Describe("Family of functionals.") String architecture,
            @Describe("Seed of the initial weights.") long seed,
            @Describe("Steps taken in all.") int steps,
            @Describe(value = "Errors on the systems that were fitted.", relative = 1e-3)
                    Errors training,
            @Describe(value = "Errors on the systems that were held out.", relative = 1e-3)
                    Optional<Errors> heldOut,
            @Describe(value = "Losses and errors after each step (CSV).", relative = 1e-2)
                    Artefact learningCurve,
            @Describe(
                            value = "Error of the integrated energies after each step (SVG).",
                            absolute = 0.5)
                    Artefact learningPlot,
            @Describe(value = "Error of E_xc of each system, in Ha (CSV).", absolute = 1e-7)
                    Artefact systems) {}

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
        DescriptorsInput.check(inputs);
        new InputCheck(inputs)
                .texts("name", FunctionalName::require)
                .functional("reference", reference -> requireFitting(separable(reference), inputs))
                .dataSets("dataset")
                .dataSets("datasets")
                .dataSets("mix", "dataset")
                .modelDensities("model-densities");
    }

    /** Nothing mixed: the key that clones had before anything could be. */
    @Override
    public Map<String, Object> identity(Map<String, Object> inputs) {
        Map<String, Object> key = new LinkedHashMap<>(inputs);
        key.remove("mix", List.of());
        return key;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        var reference = separable(FunctionalInput.load(inputs.reference(), context::file));
        var data = data(inputs, context);
        requireVariables(reference, data);
        requireKinetic(inputs, data);
        var outcome = new Cloning(inputs, reference, data).train(context);
        requireFinite(outcome);
        return new CloneReport(inputs, reference, data, outcome).outputs(context);
    }

    /**
     * Densities that no system has can give energies beyond all numbers; nothing is learnt then.
     */
    private static void requireFinite(Training.Outcome outcome) throws TaskFailure {
        for (var point : outcome.curve()) {
            if (!Double.isFinite(point.integrated())) {
                throw new TaskFailure(
                        "the error of "
                                + point.part()
                                + " is "
                                + point.integrated()
                                + ": the data set has densities that no system has");
            }
        }
    }

    /** Whether model densities, which are known before anything runs, tell what is needed. */
    private static void requireFitting(Separable reference, KnownInputs inputs) throws TaskFailure {
        boolean models =
                inputs.values().get("model-densities") instanceof List<?> l && !l.isEmpty();
        if (models && reference.needs().contains(Variable.TAU)) {
            throw lacking(reference, "model densities do");
        }
    }

    private static void requireVariables(Separable reference, DataSet data) throws TaskFailure {
        if (!data.points().variables().containsAll(reference.needs())) {
            throw lacking(reference, "the data set does");
        }
    }

    private static void requireKinetic(Inputs inputs, DataSet data) throws TaskFailure {
        boolean needed = inputs.descriptors().orElse(DescriptorsInput.NONE).isKinetic();
        if (needed && !data.points().has(Variable.TAU)) {
            throw new TaskFailure(
                    "the descriptors have the kinetic energy density, which the data set does not"
                            + " have: sample densities with a functional that depends on it, such as"
                            + " r2SCAN");
        }
    }

    private static TaskFailure lacking(Separable reference, String what) {
        return new TaskFailure(
                reference.name()
                        + " depends on the kinetic energy density, which "
                        + what
                        + " not have: sample descriptors with a functional that depends on it, too,"
                        + " such as "
                        + reference.name()
                        + " itself");
    }

    private static Separable separable(Functional reference) throws TaskFailure {
        var obstacle = NeuralFunctional.obstacle(reference);
        if (obstacle.isPresent()) {
            throw new TaskFailure(reference.name() + " cannot be cloned: " + obstacle.get());
        }
        if (reference instanceof Separable separable) {
            return separable;
        }
        throw new TaskFailure(
                reference.name()
                        + " cannot be cloned: its exchange and correlation are not known"
                        + " separately");
    }

    private static DataSet data(Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        var sets = new ArrayList<DataSet>();
        var files = new ArrayList<>(inputs.dataset().stream().toList());
        files.addAll(inputs.datasets());
        for (Artefact file : files) {
            sets.add(read(file, context));
        }
        for (MixedInput mixed : inputs.mix()) {
            sets.add(read(mixed.dataset(), context).weighted(mixed.weight()));
        }
        try {
            if (!inputs.modelDensities().isEmpty()) {
                sets.add(ModelSystems.sample(inputs.modelDensities()));
            }
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage());
        }
        if (sets.isEmpty()) {
            throw new TaskFailure(
                    "There is nothing to train on: give a dataset or model-densities.");
        }
        return sets.size() == 1 ? sets.get(0) : DataSet.concatenate(sets);
    }

    private static DataSet read(Artefact file, TaskContext context) throws TaskFailure {
        try (var in = context.open(file)) {
            return DataSetFile.read(in);
        } catch (IOException e) {
            throw new TaskFailure(file.name() + ": " + e.getMessage(), e, false);
        }
    }
}
