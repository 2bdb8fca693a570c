package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;
import xcflow.runner.run.ForgottenResults;
import xcflow.runner.view.InstanceView;

/** Results that later runs reuse. */
@Command(name = "cache", description = "Results that later runs reuse.")
final class CacheCommand implements Runnable, OpensProject {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "forget",
            description = {
                "Stop reusing the results of a step in a run, and others with the same inputs.",
                "Records are kept; the next run computes the step again."
            })
    int forget(
            @Parameters(
                            index = "0",
                            paramLabel = "RUN",
                            description = "Number of the run, or 'latest'.")
                    String number,
            @Parameters(
                            index = "1",
                            paramLabel = "STEP[CELL]",
                            description = "The step, or some of its instances: clone[seed=1].")
                    String step,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "The reason, which is recorded.")
                    String reason,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            ForgottenResults results = new ForgottenResults(project.ledger());
            List<Object> all = new ArrayList<>();
            PrintWriter out = spec.commandLine().getOut();
            for (Instance instance : Records.instances(project, run, step)) {
                List<Execution> forgotten = results.forget(run.id(), instance.number(), reason);
                all.add(json(instance, forgotten));
                if (!json) {
                    out.println(sentence(instance, forgotten));
                }
            }
            if (json) {
                Print.json(out, all);
            }
            out.flush();
            return 0;
        }
    }

    private static Map<String, Object> json(Instance instance, List<Execution> forgotten) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("instance", InstanceView.label(instance));
        json.put("forgotten", forgotten.stream().map(Execution::id).toList());
        return json;
    }

    private static String sentence(Instance instance, List<Execution> forgotten) {
        String label = InstanceView.label(instance);
        return forgotten.isEmpty()
                ? label + ": nothing is reused"
                : label
                        + ": forgotten ("
                        + (forgotten.size() == 1 ? "execution " : "executions ")
                        + String.join(
                                ", ", forgotten.stream().map(e -> Long.toString(e.id())).toList())
                        + ")";
    }
}
