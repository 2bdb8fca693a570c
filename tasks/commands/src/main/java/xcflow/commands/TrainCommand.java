package xcflow.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xcflow.experiments.clone.CloneTask;
import xcflow.experiments.input.ConstraintsInput;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/** Trains a clone outside of any workflow, by the task that workflows use. */
@Command(
        name = "train",
        description = {
            "Train a neural functional to reproduce a known one.",
            "Writes the functional, its learning curve and the errors of all systems to a directory."
                    + " An interrupted training goes on when the same command is given again."
        },
        footer = {
            "",
            "Example: xcflow functional train --reference PBE --model-density H,He,Ne,Ar,N,H2O"
                    + " --held-out N --output clone"
        })
final class TrainCommand implements Callable<Integer> {
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
            description = "constrained, unconstrained, anchored or study. Default: ${DEFAULT-VALUE}.")
    private String architecture;

    @Option(names = "--name", description = "Name of the functional. Default: made of the above.")
    private String name;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the initial weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--width",
            defaultValue = "20",
            description = "Neurons per hidden layer. Default: ${DEFAULT-VALUE}.")
    private int width;

    @Option(
            names = "--depth",
            defaultValue = "2",
            description = "Hidden layers. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Option(
            names = "--activation",
            defaultValue = "tanh",
            description = "tanh or silu. Default: ${DEFAULT-VALUE}.")
    private String activation;

    @Option(
            names = "--all-constraints",
            description = "Build in all constraints, also those that the reference violates.")
    private boolean allConstraints;

    @Option(
            names = "--held-out",
            paramLabel = "SYSTEM",
            split = ",",
            description = "Systems that are not fitted but decide when to stop.")
    private List<String> heldOut = List.of();

    @Option(
            names = "--iterations",
            defaultValue = "200",
            description =
                    "Most steps for each of exchange and correlation. Default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads; they change nothing but the time. Default: ${DEFAULT-VALUE}.")
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
        var family = choice(Architecture.class, architecture);
        if (name == null) {
            name = (reference + "-" + family.label()).toLowerCase(Locale.ROOT).replace('/', '-');
        }
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var context =
                new DirectoryContext(
                        output == null ? Path.of(name) : output,
                        CalculationOptions.checked(threads, spec),
                        (fraction, message) -> {
                            err.printf(Locale.ROOT, "%3.0f %%  %s%n", 100 * fraction, message);
                            err.flush();
                        },
                        warning -> CommandWarnings.print(err, warning));
        try {
            var outputs = new CloneTask().run(inputs(family, context), context);
            context.finished();
            if (json) {
                var result = new java.util.LinkedHashMap<String, Object>();
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
                modelDensities,
                family,
                seed,
                Optional.of(new NetworkInput(width, depth, choice(Activation.class, activation))),
                Optional.empty(),
                allConstraints
                        ? Optional.of(new ConstraintsInput(yes, yes, yes, yes, yes, yes, yes, yes))
                        : Optional.empty(),
                Optional.empty(),
                heldOut,
                iterations,
                25,
                0,
                Optional.empty());
    }

    private Artefact existing(Path file, DirectoryContext context) throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
        }
        return context.add(file);
    }

    private <E extends Enum<E>> E choice(Class<E> type, String written) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(written)) {
                return constant;
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                String.format(
                        Locale.ROOT,
                        "\"%s\" is not one of %s",
                        written,
                        List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)));
    }

    private void print(String systems, CloneTask.Errors errors) {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: E_xc within %.4f mHa on average, %.4f mHa at most;"
                                + " v_rho within %.4f mHa%n",
                        systems,
                        1e3 * errors.energyMean(),
                        1e3 * errors.energyMaximum(),
                        1e3 * errors.potential());
    }
}
