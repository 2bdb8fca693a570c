package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.camel.Queue;
import xcflow.runner.camel.WorkerProcess;
import xcflow.runner.home.Project;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.schema.TaskCatalog;

/** Executes what other processes put into a shared queue. */
@Command(
        name = "worker",
        description = "Execute work from a shared queue, until Ctrl-C.",
        footer = {
            "",
            "Example: XCFLOW_QUEUE=file:/home/me/queue xcflow worker --jobs 4",
            "         XCFLOW_QUEUE=file:/home/me/queue xcflow run FILE --conduct-only"
        })
final class WorkerCommand implements Callable<Integer>, Launched {
    @Option(
            names = "--queue",
            paramLabel = "URI",
            description = "Camel endpoint of the queue (default: XCFLOW_QUEUE).")
    private String uri;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            converter = JobCount.class,
            defaultValue = "0",
            description = "Threads for all instances together (default: all processors).")
    private int jobs;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "End after this time without work (default: never).")
    private int idle;

    @Option(names = "--json", description = "Print the start and the end as lines of JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.CONDUCT));
    }

    @Override
    public Integer call() throws Exception {
        Queue queue = uri == null ? Queue.chosen() : Queue.of(uri);
        String shared =
                queue.shared()
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "xcflow: which queue? Give --queue, or set XCFLOW_QUEUE,"
                                                        + " for example to file:/home/me/queue"));
        try (Project project = Xcflow.project(spec);
                WorkerProcess process =
                        new WorkerProcess(project, TaskCatalog.load(), jobs, queue)) {
            project.expireDeadWorkers();
            tell("working", "waiting for work from " + shared + "; press Ctrl-C to stop");
            process.work(Duration.ofSeconds(idle));
            tell("stopped", "stopped");
        }
        return 0;
    }

    private void tell(String event, String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", event);
            line.put("pid", ProcessHandle.current().pid());
            out.println(xcflow.runner.value.PlainJson.write(line));
        } else {
            out.println(sentence);
        }
        out.flush();
    }
}
