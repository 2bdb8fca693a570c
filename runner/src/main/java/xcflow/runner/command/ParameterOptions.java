package xcflow.runner.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import xcflow.provenance.record.Marks;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.RunRequest;
import xcflow.workflows.plan.StepSelection;

/** Options of the commands that plan a workflow. */
final class ParameterOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Value of a parameter, in YAML. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "YAML or JSON file with values of parameters.")
    private Path parameters;

    @Option(
            names = "--until",
            paramLabel = "STEP",
            description = "Only this step and what it depends on. Can be repeated.")
    private List<String> until = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description =
                    "Only this step and those that depend on it, with everything they need. Can be repeated.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--recompute",
            paramLabel = "STEP[CELL]",
            description =
                    "Do not use earlier results of this step, or of its instances with these labels,"
                            + " such as clone[seed=1]. Can be repeated.")
    private List<String> recompute = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Use a profile of the workflow. Can be repeated; later ones win.")
    private List<String> profiles = new ArrayList<>();

    RunRequest request(Path file, CacheMode cache, boolean strict) {
        return request(file, cache, strict, Marks.NONE);
    }

    RunRequest request(Path file, CacheMode cache, boolean strict, Marks marks) {
        return new RunRequest(
                file,
                settings,
                Optional.ofNullable(parameters),
                cache,
                new StepSelection(from, until),
                recompute,
                strict,
                profiles,
                marks);
    }
}
