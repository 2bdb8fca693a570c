package xcflow.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.spi.Artefact;
import xcflow.spi.RecordedTasks;
import xcflow.spi.TaskFailure;

/** Makes a version of a functional that was made elsewhere. */
@Command(
        name = "add",
        description = {
            "Record a functional that was made elsewhere: a functional's file, or a"
                    + " description in JSON with weights (docs/export.md).",
            "It becomes a version with the relation 'imported' to the functional that it imitates."
        },
        footer = {"", "Example: xcflow functional add mine.json --weights mine.npz --name mine"})
final class AddCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Functional's file, or description in JSON.")
    private Path file;

    @Option(names = "--name", description = "Name of the version. Default: as in the file.")
    private String name;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Weights as NumPy arrays (.npz).")
    private Path weights;

    @Option(
            names = "--exchange",
            paramLabel = "FILE",
            description = "Exchange as a model of Deeplearning4j.")
    private Path exchange;

    @Option(
            names = "--correlation",
            paramLabel = "FILE",
            description = "Correlation as a model of Deeplearning4j.")
    private Path correlation;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(spec.root().userObject() instanceof RecordedTasks recorder)) {
            throw new ParameterException(spec.commandLine(), "There is nowhere to record it.");
        }
        var inputs = new LinkedHashMap<String, Object>();
        add(inputs, "file", file);
        add(inputs, "weights", weights);
        add(inputs, "exchange", exchange);
        add(inputs, "correlation", correlation);
        if (name != null) {
            inputs.put("name", name);
        }
        try {
            var result =
                    OnRecord.run(
                            recorder,
                            new RecordedTasks.Step(
                                    "functional-add", "import-functional", inputs, 1),
                            spec);
            var functional = (Artefact) result.outputs().get("functional");
            var values = new LinkedHashMap<String, Object>();
            values.put("functional", result.outputs().get("name"));
            values.put("sha256", functional.digest());
            Screen.print(spec.commandLine().getOut(), values, json);
            return 0;
        } catch (TaskFailure e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void add(LinkedHashMap<String, Object> inputs, String input, Path path) {
        if (path == null) {
            return;
        }
        if (!Files.isRegularFile(path)) {
            throw new ParameterException(spec.commandLine(), "There is no file " + path + ".");
        }
        inputs.put(input, OnRecord.path(path));
    }
}
