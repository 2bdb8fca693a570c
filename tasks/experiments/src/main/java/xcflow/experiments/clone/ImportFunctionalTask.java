package xcflow.experiments.clone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.InputCheck;
import xcflow.functional.deeplearning.ModelFile;
import xcflow.functional.foreign.ForeignFunctional;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.FunctionalName;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.reference.References;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Makes a version of a functional that was made elsewhere. */
@TaskInfo(
        name = "import-functional",
        version = "1",
        title = "Import a functional that was made elsewhere",
        description =
                """
                Reads a functional's file (`.xcf`), or a description in JSON with weights: a `.npz` file
                of NumPy arrays, or models of Deeplearning4j. The result is a version whose relation to
                what it imitates is `imported`; where it was trained is not known.
                """,
        example =
                """
                foreign:
                  uses: import-functional
                  with: {file: mine.json, weights: mine.npz, name: mine}
                """)
public final class ImportFunctionalTask
        implements Task<ImportFunctionalTask.Inputs, ImportFunctionalTask.Outputs> {

    /** Inputs. */
    public record Inputs(
            @Describe(value = "Functional's file, or description in JSON.", example = "mine.json")
                    Artefact file,
            @Describe("Name of the version; by default as in the file.") Optional<String> name,
            @Describe("Weights as NumPy arrays (.npz).") Optional<Artefact> weights,
            @Describe("Exchange as a model of Deeplearning4j.") Optional<Artefact> exchange,
            @Describe("Correlation as a model of Deeplearning4j.")
                    Optional<Artefact> correlation) {}

    /** Outputs. */
    public record Outputs(
            @Describe(value = "The functional.", absolute = 1e-12) Artefact functional,
            @Describe("Name of the functional.") String name,
            @Describe("Functional that it imitates, as the file says; may be empty.")
                    String reference) {}

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
                .texts("name", FunctionalName::require)
                .files("file", path -> description(Files.readAllBytes(path)))
                .files("weights", path -> weights(Files.readAllBytes(path), inputs));
    }

    /** Models of Deeplearning4j are read when the task runs: that takes more than milliseconds. */
    private static Optional<ForeignFunctional> description(byte[] file) throws IOException {
        if (isFunctional(file)) {
            FunctionalFile.read(new ByteArrayInputStream(file));
            return Optional.empty();
        }
        return Optional.of(ForeignFunctional.parse(file));
    }

    private static void weights(byte[] weights, KnownInputs inputs) throws IOException {
        Optional<ForeignFunctional> description;
        try {
            description =
                    inputs.values().get("file") instanceof Artefact file
                            ? description(Files.readAllBytes(inputs.file(file)))
                            : Optional.empty();
        } catch (IOException e) {
            return; // The file is reported itself.
        }
        if (description.isPresent()) {
            description.get().with(weights);
        }
    }

    private static boolean isFunctional(byte[] file) {
        return file.length > 1 && file[0] == 'P' && file[1] == 'K';
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        NeuralFunctional read;
        try {
            read = read(inputs, context);
        } catch (IOException e) {
            throw new TaskFailure(inputs.file().name() + ": " + e.getMessage(), e, false);
        }
        var functional =
                inputs.name().isPresent() && !inputs.name().get().equals(read.name())
                        ? read.named(inputs.name().get())
                        : read;
        if (References.named(functional.name()).isPresent()) {
            throw new TaskFailure(
                    functional.name()
                            + " is the name of a built-in functional, which it would be taken for:"
                            + " give it another 'name'");
        }
        var file =
                context.store(
                        functional.name().replaceAll("[^\\w.@+-]", "_") + FunctionalFile.EXTENSION,
                        FunctionalFile.MEDIA_TYPE,
                        out -> FunctionalFile.write(functional, out));
        String reference = functional.spec().reference();
        boolean known = !reference.isEmpty() && References.named(reference).isPresent();
        context.functional(
                new FunctionalVersion(
                        functional.name(),
                        file,
                        functional.spec().architecture().label(),
                        reference,
                        known
                                ? List.of(
                                        new FunctionalVersion.Parent(
                                                new Source.Name(reference),
                                                FunctionalVersion.Relation.IMPORTED))
                                : List.of(),
                        Map.of("provenance", "external", "file", inputs.file().name())));
        return new Outputs(file, functional.name(), reference);
    }

    private static NeuralFunctional read(Inputs inputs, TaskContext context)
            throws IOException, TaskFailure {
        byte[] file = bytes(inputs.file(), context);
        boolean models = inputs.exchange().isPresent() && inputs.correlation().isPresent();
        if (isFunctional(file)) {
            return FunctionalFile.read(new ByteArrayInputStream(file));
        }
        var description = ForeignFunctional.parse(file);
        if (models && inputs.weights().isEmpty()) {
            return description.with(
                    model(inputs.exchange().get(), description.exchange(), context),
                    model(inputs.correlation().get(), description.correlation(), context));
        }
        if (inputs.weights().isEmpty() || inputs.exchange().isPresent()) {
            throw new TaskFailure(
                    "A description needs weights: give either 'weights', or both 'exchange' and"
                            + " 'correlation'.");
        }
        return description.with(bytes(inputs.weights().get(), context));
    }

    private static double[] model(Artefact file, ForeignFunctional.Part part, TaskContext context)
            throws IOException {
        try {
            return ModelFile.read(
                    bytes(file, context), part.spec().inputs().size(), part.width(), part.depth());
        } catch (IOException e) {
            throw new IOException(file.name() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Artefact artefact, TaskContext context) throws IOException {
        try (var in = context.open(artefact)) {
            return in.readAllBytes();
        }
    }
}
