package xcflow.experiments.clone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.ConstraintsInput;
import xcflow.experiments.input.InputCheck;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.FunctionalName;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Makes an untrained neural functional. */
@TaskInfo(
        name = "random-functional",
        version = "1",
        title = "Make an untrained neural functional",
        description =
                """
                Draws the weights of a neural functional from a seed and trains nothing. Constrained
                ones obey exact constraints all the same, which makes them a baseline; an anchored one is
                exactly the reference functional that it is anchored to.
                """,
        example =
                """
                baseline:
                  uses: random-functional
                  matrix: {seed: [1, 2, 3]}
                  with: {name: random, architecture: constrained, seed: "${{ matrix.seed }}"}
                """)
public final class RandomFunctionalTask
        implements Task<RandomFunctionalTask.Inputs, RandomFunctionalTask.Outputs> {

    private static final Constraints ALL_BUT_GRADIENTS = Constraints.ALL.withoutGradients();

    /** Inputs. */
    public record Inputs(
            @Describe(value = "Name of the functional.", example = "random") String name,
            @Describe(value = "Family of functionals.", defaultValue = "constrained")
                    Architecture architecture,
            @Describe("Reference functional that an anchored functional is anchored to.")
                    Optional<String> anchor,
            @Describe(value = "Seed of the weights.", defaultValue = "1") long seed,
            @Describe("Size of the two networks.") Optional<NetworkInput> network,
            @Describe(
                            "Switches of the constraints; default is all of them but the gradient"
                                    + " coefficients, which an untrained functional has from no"
                                    + " reference. Switched on, they are those of PBE.")
                    Optional<ConstraintsInput> constraints) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "The functional.", absolute = 1e-12) Artefact functional,
            @Describe("Name of the functional.") String name,
            @Describe("Family of functionals.") String architecture,
            @Describe("Seed of the weights.") long seed) {}

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
        new InputCheck(inputs).texts("name", FunctionalName::require);
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        boolean anchored = inputs.architecture() == Architecture.ANCHORED;
        if (anchored != inputs.anchor().isPresent()) {
            throw new TaskFailure(
                    anchored
                            ? "An anchored functional needs an anchor, for example anchor: PBE."
                            : "Only an anchored functional has an anchor.");
        }
        var shape = inputs.network().orElse(NetworkInput.of(inputs.architecture())).shape();
        NeuralFunctional functional;
        try {
            functional =
                    NeuralFunctional.untrained(
                            inputs.architecture()
                                    .specify(
                                            inputs.name(),
                                            inputs.anchor().orElse(""),
                                            inputs.constraints()
                                                    .map(c -> c.or(ALL_BUT_GRADIENTS))
                                                    .orElse(ALL_BUT_GRADIENTS),
                                            shape,
                                            shape,
                                            inputs.seed()));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
        var file =
                context.store(
                        inputs.name() + FunctionalFile.EXTENSION,
                        FunctionalFile.MEDIA_TYPE,
                        out -> FunctionalFile.write(functional, out));
        List<FunctionalVersion.Parent> parents =
                inputs.anchor().stream()
                        .map(
                                name ->
                                        new FunctionalVersion.Parent(
                                                new Source.Name(name),
                                                FunctionalVersion.Relation.INITIALISED))
                        .toList();
        context.functional(
                new FunctionalVersion(
                        inputs.name(),
                        file,
                        inputs.architecture().label(),
                        inputs.anchor().orElse(""),
                        parents,
                        Map.of("seed", Long.toString(inputs.seed()))));
        return new Outputs(file, inputs.name(), inputs.architecture().label(), inputs.seed());
    }
}
