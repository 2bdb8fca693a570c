package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.block.Presence;
import xcflow.runner.home.Project;
import xcflow.runner.view.WhereViews;
import xcflow.workflows.unit.Sizes;

/** Shows the workers that are there. */
@Command(name = "workers", description = "Show the workers that are there now.")
final class WorkersCommand implements Callable<Integer>, OpensProject {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Instant now = project.provenance().blocks().now();
            List<Presence> workers = WhereViews.present(project.provenance());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, workers.stream().map(WorkersCommand::json).toList());
            } else if (workers.isEmpty()) {
                out.println("no workers are there");
            } else {
                List<List<String>> rows = new ArrayList<>();
                for (Presence worker : workers) {
                    rows.add(row(worker, now));
                }
                Print.table(
                        out,
                        List.of(
                                "WORKER", "NODE", "JOB", "THREADS", "MEMORY", "GPUS", "BUSY",
                                "DONE", "LEFT"),
                        rows);
            }
            out.flush();
            return 0;
        }
    }

    private static List<String> row(Presence worker, Instant now) {
        return List.of(
                Long.toString(worker.worker()),
                worker.node(),
                worker.site().isEmpty()
                        ? "-"
                        : worker.site() + "/" + worker.kind() + " " + worker.job(),
                Integer.toString(worker.threads()),
                worker.memory() == 0 ? "-" : Sizes.format(worker.memory()),
                Integer.toString(worker.gpus()),
                Integer.toString(worker.busy()),
                Integer.toString(worker.executed()),
                worker.ends()
                        .map(ends -> WhereViews.text(Duration.between(now, ends)))
                        .orElse("-"));
    }

    private static Map<String, Object> json(Presence worker) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("worker", worker.worker());
        json.put("node", worker.node());
        json.put("site", worker.site().isEmpty() ? null : worker.site());
        json.put("block", worker.kind().isEmpty() ? null : worker.kind());
        json.put("job", worker.job().isEmpty() ? null : worker.job());
        json.put("threads", worker.threads());
        json.put("memory-bytes", worker.memory() == 0 ? null : worker.memory());
        json.put("gpus", worker.gpus());
        json.put("busy", worker.busy());
        json.put("executed", worker.executed());
        json.put("ends", worker.ends().map(Instant::toString).orElse(null));
        json.put("since", worker.since().toString());
        return json;
    }
}
