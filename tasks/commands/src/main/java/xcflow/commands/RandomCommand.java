package xcflow.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xcflow.experiments.clone.RandomFunctionalTask;
import xcflow.functional.neural.Architecture;
import xcflow.spi.Artefact;
import xcflow.spi.RecordedTasks;
import xcflow.spi.TaskFailure;

/** Makes an untrained functional outside of any workflow, by the task that workflows use. */
@Command(
        name = "random",
        description = "Make an untrained neural functional, as a baseline.",
        footer = {"", "Example: xcflow functional random --name random --seed 2"})
final class RandomCommand implements Callable<Integer> {
    @Option(names = "--name", defaultValue = "random", description = "Name of the functional.")
    private String name;

    @Option(
            names = "--architecture",
            defaultValue = "constrained",
            description =
                    "constrained, unconstrained, anchored or study. Default: ${DEFAULT-VALUE}.")
    private String architecture;

    @Option(
            names = "--anchor",
            paramLabel = "NAME",
            description = "What an anchored functional is anchored to.")
    private String anchor;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin private NetworkOptions network;
    @Mixin private OnRecord record;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "Where to write. Default: here.")
    private Path output;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var family = NetworkOptions.choice(Architecture.class, architecture, spec);
        try {
            var recorder = record.recorder(spec);
            var file = recorder.isPresent() ? recorded(recorder.get(), family) : unrecorded(family);
            var values = new LinkedHashMap<String, Object>();
            values.put("functional", output.resolve(file.name()).toString());
            values.put("sha256", file.digest());
            Screen.print(spec.commandLine().getOut(), values, json);
            return 0;
        } catch (TaskFailure e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Artefact recorded(RecordedTasks recorder, Architecture family) throws Exception {
        var inputs = new LinkedHashMap<String, Object>();
        inputs.put("name", name);
        inputs.put("architecture", family.label());
        if (anchor != null) {
            inputs.put("anchor", anchor);
        }
        inputs.put("seed", seed);
        network.given(family, spec)
                .ifPresent(given -> inputs.put("network", NetworkOptions.values(given)));
        var step = new RecordedTasks.Step("functional-random", "random-functional", inputs, 1);
        var result = OnRecord.run(recorder, step, spec);
        OnRecord.copy(result, output);
        return (Artefact) result.outputs().get("functional");
    }

    private Artefact unrecorded(Architecture family) throws Exception {
        var err = spec.commandLine().getErr();
        var context =
                new DirectoryContext(
                        output,
                        1,
                        (fraction, message) -> {},
                        warning -> CommandWarnings.print(err, warning));
        var inputs =
                new RandomFunctionalTask.Inputs(
                        name,
                        family,
                        Optional.ofNullable(anchor),
                        seed,
                        network.given(family, spec),
                        Optional.empty());
        try {
            return new RandomFunctionalTask().run(inputs, context).functional();
        } finally {
            context.abandon();
        }
    }
}
