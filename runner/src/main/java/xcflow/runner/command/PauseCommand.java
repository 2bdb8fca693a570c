package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;

/** Has nothing new begun of a run. */
@Command(
        name = "pause",
        description =
                "Pause a run: what is being executed ends, and nothing new is begun until"
                        + " 'resume'.")
final class PauseCommand implements Callable<Integer>, OpensProject {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of the run, or 'latest'.")
    private String number;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            if (!project.provenance().control().pause(run.id())) {
                throw new RefusedException(
                        "xcflow: run "
                                + run.id()
                                + (run.state().finished()
                                        ? " has already ended (" + run.state() + ")"
                                        : " pauses already"));
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("run", run.id());
                told.put("paused", true);
                Print.json(out, told);
            } else {
                out.println(
                        "run " + run.id() + " pauses; to let it go on: xcflow resume " + run.id());
            }
            out.flush();
            return 0;
        }
    }
}
