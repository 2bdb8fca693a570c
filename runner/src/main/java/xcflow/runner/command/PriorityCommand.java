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
import xcflow.workflows.read.RunSettingsReader;

/** Changes the priority of a run. */
@Command(
        name = "priority",
        description =
                "Change the priority of a run: while one with a higher priority has work, others"
                        + " begin nothing new.")
final class PriorityCommand implements Callable<Integer>, OpensProject {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of the run, or 'latest'.")
    private String number;

    @Parameters(index = "1", paramLabel = "N", description = "From -1000 to 1000; usually 0.")
    private int priority;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (Math.abs(priority) > RunSettingsReader.MOST_URGENT) {
            throw new RefusedException(
                    "xcflow: a priority is a number from -"
                            + RunSettingsReader.MOST_URGENT
                            + " to "
                            + RunSettingsReader.MOST_URGENT);
        }
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            if (run.state().finished()) {
                throw new RefusedException(
                        "xcflow: run " + run.id() + " has already ended (" + run.state() + ")");
            }
            project.provenance().control().prioritise(run.id(), priority);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("run", run.id());
                told.put("priority", (long) priority);
                Print.json(out, told);
            } else {
                out.println("run " + run.id() + " has the priority " + priority);
            }
            out.flush();
            return 0;
        }
    }
}
