package xcflow.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import xcflow.experiments.clone.CloneTask;
import xcflow.experiments.input.ConstraintsInput;
import xcflow.functional.neural.Architecture;
import xcflow.spi.Artefact;
import xcflow.spi.RecordedTasks;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/** Trains a clone outside of any workflow, by the task that workflows use. */
@Command(
        name = "train",
        description = {
            "Train a neural functional to reproduce a known one.",
            "Writes the functional, its learning curve and the errors of all systems to a directory,"
                    + " and leaves a record in the project if there is one. To continue an interrupted training, give the same command again."
        },
        footer = {
            "",
            "Example: xcflow functional train --reference PBE --model-density H,He,Ne,Ar,N,H2O"
                    + " --held-out N --output clone"
        })
final class TrainCommand implements Callable<Integer> {
    private static final Map<String, Object> ALL_CONSTRAINTS =
            Map.of(
                    "exchange-uniform-gas", true,
                    "exchange-scaling", true,
                    "lieb-oxford", true,
                    "exchange-gradient", true,
                    "correlation-uniform-gas", true,
                    "correlation-sign", true,
                    "correlation-vanishes", true,
                    "correlation-gradient", true);

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "Densities to train on (.npz); may be repeated.")
    private List<Path> datasets = List.of();

    @Option(
            names = "--model-density",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Analytic densities to train on: atoms from H to Ar, 1s(Z), and superpositions"
                            + " of atoms such as H2O.")
    private List<String> modelDensities = List.of();

    @Option(
            names = "--reference",
            paramLabel = "NAME-or-FILE",
            defaultValue = "PBE",
            description = "Functional that is cloned. Default: ${DEFAULT-VALUE}.")
    private String reference;

    @Option(
            names = "--architecture",
            defaultValue = "constrained",
            description =
                    "constrained, unconstrained, anchored or study. Default: ${DEFAULT-VALUE}.")
    private String architecture;

    @Option(names = "--name", description = "Name of the functional. Default: made of the above.")
    private String name;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the initial weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin private NetworkOptions network;
    @Mixin private OnRecord record;

    @Option(
            names = "--all-constraints",
            description = "Build in all constraints, also those that the reference violates.")
    private boolean allConstraints;

    @Option(
            names = "--held-out",
            paramLabel = "SYSTEM",
            split = ",",
            description = "Systems that are not fitted to but decide when training stops.")
    private List<String> heldOut = List.of();

    @Option(
            names = "--iterations",
            defaultValue = "200",
            description =
                    "Maximum number of steps for each of exchange and correlation. Default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads; they affect only the run time. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            description = "Where to write. Default: the functional's name.")
    private Path output;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var family = NetworkOptions.choice(Architecture.class, architecture, spec);
        if (name == null) {
            name = (reference + "-" + family.label()).toLowerCase(Locale.ROOT).replace('/', '-');
        }
        int granted = CalculationOptions.checked(threads, spec);
        datasets.forEach(this::requireFile);
        var recorder = record.recorder(spec);
        if (recorder.isPresent()) {
            return recorded(recorder.get(), family, granted);
        }
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var context =
                new DirectoryContext(
                        output == null ? Path.of(name) : output,
                        granted,
                        (fraction, message) -> {
                            err.printf(Locale.ROOT, "%3.0f %%  %s%n", 100 * fraction, message);
                            err.flush();
                        },
                        warning -> CommandWarnings.print(err, warning));
        try {
            var outputs = new CloneTask().run(inputs(family, context), context);
            context.finished();
            if (json) {
                var result = new LinkedHashMap<String, Object>();
                result.put("functional", context.file(outputs.functional()).toString());
                result.put("sha256", outputs.functional().digest());
                result.put("training", outputs.training());
                result.put("held-out", outputs.heldOut().orElse(null));
                result.put("warnings", CommandWarnings.json(context.warnings()));
                out.println(
                        tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(result));
            } else {
                out.println("functional: " + context.file(outputs.functional()));
                out.println("sha256: " + outputs.functional().digest());
                print("training", outputs.training());
                outputs.heldOut().ifPresent(errors -> print("held out", errors));
            }
            out.flush();
            return 0;
        } catch (TaskFailure e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } finally {
            context.abandon();
        }
    }

    private CloneTask.Inputs inputs(Architecture family, DirectoryContext context)
            throws Exception {
        var files = new ArrayList<Artefact>();
        for (Path file : datasets) {
            files.add(existing(file, context));
        }
        Source source =
                Files.isRegularFile(Path.of(reference))
                        ? existing(Path.of(reference), context)
                        : new Source.Name(reference);
        var yes = Optional.of(true);
        return new CloneTask.Inputs(
                name,
                source,
                Optional.empty(),
                files,
                List.of(),
                modelDensities,
                family,
                seed,
                network.given(family, spec),
                Optional.empty(),
                allConstraints
                        ? Optional.of(
                                new ConstraintsInput(
                                        yes,
                                        yes,
                                        yes,
                                        yes,
                                        yes,
                                        yes,
                                        yes,
                                        yes,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                heldOut,
                iterations,
                25,
                0,
                Optional.empty());
    }

    private Artefact existing(Path file, DirectoryContext context) throws Exception {
        requireFile(file);
        return context.add(file);
    }

    private void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
        }
    }

    /** The same as a workflow with this step would do. */
    private int recorded(RecordedTasks recorder, Architecture family, int granted)
            throws Exception {
        var inputs = new LinkedHashMap<String, Object>();
        inputs.put("name", name);
        inputs.put("reference", OnRecord.functional(reference));
        inputs.put("datasets", datasets.stream().map(OnRecord::path).toList());
        inputs.put("model-densities", modelDensities);
        inputs.put("architecture", family.label());
        inputs.put("seed", seed);
        network.given(family, spec)
                .ifPresent(given -> inputs.put("network", NetworkOptions.values(given)));
        if (allConstraints) {
            inputs.put("constraints", ALL_CONSTRAINTS);
        }
        inputs.put("held-out", heldOut);
        inputs.put("iterations", (long) iterations);
        try {
            var result =
                    OnRecord.run(
                            recorder,
                            new RecordedTasks.Step("functional-train", "clone", inputs, granted),
                            spec);
            var directory = output == null ? Path.of(name) : output;
            OnRecord.copy(result, directory);
            tell(result, directory);
            return 0;
        } catch (TaskFailure e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void tell(RecordedTasks.Result result, Path directory) {
        var out = spec.commandLine().getOut();
        var functional = (Artefact) result.outputs().get("functional");
        var file = directory.resolve(functional.name());
        if (json) {
            var values = new LinkedHashMap<String, Object>();
            values.put("functional", file.toString());
            values.put("sha256", functional.digest());
            values.put("training", result.outputs().get("training"));
            values.put("held-out", result.outputs().get("held-out"));
            values.put("run", result.run());
            values.put("warnings", CommandWarnings.json(result.warnings()));
            Screen.json(out, values);
        } else {
            out.println("functional: " + file);
            out.println("sha256: " + functional.digest());
            print("training", result.outputs().get("training"));
            print("held out", result.outputs().get("held-out"));
        }
        out.flush();
    }

    private void print(String systems, Object errors) {
        if (errors instanceof Map<?, ?> map) {
            print(
                    systems,
                    number(map.get("energy-mean")),
                    number(map.get("energy-maximum")),
                    number(map.get("potential")));
        }
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private void print(String systems, CloneTask.Errors errors) {
        print(systems, errors.energyMean(), errors.energyMaximum(), errors.potential());
    }

    private void print(String systems, double mean, double most, double potential) {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: E_xc within %.4f mHa on average, %.4f mHa at most;"
                                + " v_rho within %.4f mHa%n",
                        systems,
                        1e3 * mean,
                        1e3 * most,
                        1e3 * potential);
    }
}
