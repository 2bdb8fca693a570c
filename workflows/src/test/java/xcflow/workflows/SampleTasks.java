package xcflow.workflows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Tasks like those of the product, for tests of the language; their code is never run. Public, so
 * that the service loader can make them.
 */
public final class SampleTasks {
    private SampleTasks() {}

    /** A catalogue with all of them. */
    public static TaskCatalog catalog() {
        return TaskCatalog.of(
                new Sample(), new Clone(), new Validate(), new Add(), new Everything());
    }

    /** Never runs. */
    abstract static class NotRun<I extends Record, O extends Record> implements Task<I, O> {
        private final Class<I> inputs;
        private final Class<O> outputs;

        NotRun(Class<I> inputs, Class<O> outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
        }

        @Override
        public Class<I> inputs() {
            return inputs;
        }

        @Override
        public Class<O> outputs() {
            return outputs;
        }

        @Override
        public O run(I inputs, TaskContext context) {
            throw new UnsupportedOperationException();
        }
    }

    public record SampleInputs(
            @Describe("Molecules to sample.") List<String> molecules,
            @Describe("Functional of the densities.") Source functional,
            @Describe(value = "Basis set.", defaultValue = "def2-svp") String basis,
            @Describe(value = "Level of the grid.", defaultValue = "3", min = 0, max = 9)
                    int gridLevel) {}

    public record SampleOutputs(Artefact dataset, long points, List<String> names) {}

    @TaskInfo(
            name = "sample-descriptors",
            version = "1",
            title = "Sample descriptors",
            description = "Runs self-consistent calculations and keeps the densities.",
            example = "uses: sample-descriptors\nwith: {molecules: [H2O], functional: PBE}\n")
    public static final class Sample extends NotRun<SampleInputs, SampleOutputs> {
        public Sample() {
            super(SampleInputs.class, SampleOutputs.class);
        }
    }

    public enum Architecture {
        CONSTRAINED,
        UNCONSTRAINED
    }

    public record CloneInputs(
            @Describe("Name of the series.") String name,
            @Describe("What to learn.") Artefact dataset,
            Architecture architecture,
            @Describe(value = "Seed.", min = 0) long seed,
            @Describe(value = "Learning rate.", defaultValue = "1e-3", min = 0) double learningRate,
            @Describe("Limit of time.") Optional<Duration> limit) {}

    public record CloneOutputs(Artefact functional, double finalLoss) {}

    @TaskInfo(
            name = "clone",
            version = "2",
            title = "Clone a functional",
            description = "Trains a network.")
    public static final class Clone extends NotRun<CloneInputs, CloneOutputs> {
        public Clone() {
            super(CloneInputs.class, CloneOutputs.class);
        }
    }

    public record Molecule(String name, @Describe(value = "", defaultValue = "0") int charge) {}

    public record ValidateInputs(
            Source functional,
            @Describe(value = "", defaultValue = "PBE") Source reference,
            List<String> molecules) {}

    public record ValidateOutputs(double error, Map<String, Double> errors, List<Molecule> worst) {}

    @TaskInfo(
            name = "scf-validate",
            version = "1",
            title = "Validate",
            description = "Runs self-consistent calculations with a clone.")
    public static final class Validate extends NotRun<ValidateInputs, ValidateOutputs> {
        public Validate() {
            super(ValidateInputs.class, ValidateOutputs.class);
        }
    }

    public record AddInputs(double x, @Describe(value = "", defaultValue = "0") double y) {}

    public record AddOutputs(double sum) {}

    @TaskInfo(name = "add", version = "1", title = "Add", description = "Adds.")
    public static final class Add extends NotRun<AddInputs, AddOutputs> {
        public Add() {
            super(AddInputs.class, AddOutputs.class);
        }
    }

    public record EverythingInputs(
            @Describe(
                            value = "Text.",
                            allowed = {"a", "b"},
                            defaultValue = "a")
                    String text,
            @Describe(value = "Truth.", defaultValue = "false") boolean flag,
            @Describe(value = "Small.", min = -3, max = 3, defaultValue = "1") int small,
            @Describe(value = "Large.", defaultValue = "12345678901") long large,
            @Describe(value = "Real.", unit = "Ha", defaultValue = "0.5", min = 0) double real,
            @Describe(value = "Choice.", defaultValue = "constrained") Architecture choice,
            @Describe(value = "Time.", defaultValue = "2h") Duration time,
            @Describe(value = "Some.", defaultValue = "[1, 2]", min = 1, max = 3) List<Double> some,
            @Describe("Map.") Optional<Map<String, Long>> map,
            @Describe("Nested.") Optional<Molecule> nested,
            @Describe("Nested list.") Optional<List<Molecule>> molecules,
            @Describe("File.") Optional<Artefact> file,
            @Describe("Source.") Optional<Source> source,
            @Describe("Anything.") Optional<Object> anything) {}

    public record EverythingOutputs(Object anything, Optional<String> note) {}

    @TaskInfo(
            name = "everything",
            version = "1",
            title = "Everything",
            description = "Has an input of every type.")
    public static final class Everything extends NotRun<EverythingInputs, EverythingOutputs> {
        public Everything() {
            super(EverythingInputs.class, EverythingOutputs.class);
        }
    }
}
