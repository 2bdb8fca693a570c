package xcflow.runner.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Origins;
import xcflow.provenance.record.Run;
import xcflow.runner.explain.Explanation;
import xcflow.runner.explain.RunExplainer;
import xcflow.runner.home.Project;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.RunRequest;
import xcflow.runner.view.InstanceView;
import xcflow.workflows.text.Suggestion;

/** Explains hits and misses of the cache, of a file that could be run or of a recorded run. */
@Command(
        name = "explain",
        description =
                "Explain for each instance whether its result is cached, and if not, what differs.")
final class ExplainCommand implements Callable<Integer>, OpensProject {
    @Parameters(
            index = "0",
            paramLabel = "FILE|RUN",
            description = "A workflow, the number of a run, or 'latest'.")
    private String what;

    @Parameters(index = "1", paramLabel = "STEP", arity = "0..1", description = "Only this step.")
    private String step;

    @Mixin private ParameterOptions parameters;

    @Option(
            names = "--cache",
            paramLabel = "MODE",
            defaultValue = "normal",
            description = "normal, or strict: results computed by different code do not count.")
    private CacheMode cache;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Explanation> explanations =
                what.matches("\\d+|latest") && !Files.exists(Path.of(what)) ? ofRun() : ofFile();
        return Previews.print(explanations, json, spec.commandLine().getOut());
    }

    private List<Explanation> ofRun() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, what);
            Origins origins = project.provenance().origins();
            return new RunExplainer(
                            project.ledger(),
                            id -> Optional.ofNullable(origins.executions(List.of(id)).get(id)),
                            InstanceView::label)
                    .explain(run, Records.instances(project, run, step));
        }
    }

    private List<Explanation> ofFile() throws Exception {
        RunRequest request = parameters.request(Path.of(what), cache, false);
        List<Explanation> all =
                Previews.of(spec, request, Notes.read(request, Xcflow.tasks(spec), spec));
        if (step == null) {
            return all;
        }
        List<Explanation> chosen =
                all.stream().filter(e -> e.step().equals(step) || e.label().equals(step)).toList();
        if (chosen.isEmpty()) {
            List<String> steps = all.stream().map(Explanation::step).distinct().toList();
            throw new RefusedException(
                    "xcflow: there is no step '" + step + "'" + Suggestion.forName(step, steps));
        }
        return chosen;
    }
}
