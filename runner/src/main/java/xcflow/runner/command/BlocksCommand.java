package xcflow.runner.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.block.BlockRecord;
import xcflow.provenance.block.SiteRecord;
import xcflow.runner.home.Project;

/** Shows the jobs in which workers run. */
@Command(
        name = "blocks",
        description = {
            "Show the jobs in which workers run, open ones first, as they were when last asked for.",
            "The batch system is not asked."
        })
final class BlocksCommand implements Callable<Integer>, OpensProject {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw new RefusedException("xcflow: --limit must be at least 1, not " + limit);
        }
        try (Project project = Records.existing(spec)) {
            List<BlockRecord> blocks = project.provenance().blocks().latest(limit);
            List<SiteRecord> sites = project.provenance().blocks().sites();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("sites", sites.stream().map(BlocksCommand::json).toList());
                all.put("blocks", blocks.stream().map(BlocksCommand::json).toList());
                Print.json(out, all);
            } else {
                print(sites, blocks, out);
            }
            out.flush();
            return 0;
        }
    }

    private static void print(List<SiteRecord> sites, List<BlockRecord> blocks, PrintWriter out) {
        for (SiteRecord site : sites) {
            site.paused()
                    .ifPresent(
                            why ->
                                    out.println(
                                            "site "
                                                    + site.name()
                                                    + " is paused: "
                                                    + why
                                                    + " (xcflow site resume "
                                                    + site.name()
                                                    + ")"));
            site.unknown()
                    .ifPresent(
                            why ->
                                    out.println(
                                            "the jobs of site "
                                                    + site.name()
                                                    + " are unknown since "
                                                    + site.polled().map(Print::time).orElse("")
                                                    + ": "
                                                    + why));
        }
        if (blocks.isEmpty()) {
            out.println("no blocks have been submitted");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (BlockRecord block : blocks) {
            rows.add(
                    List.of(
                            block.state().name(),
                            block.place(),
                            block.job().orElse("-"),
                            block.node().orElse("-"),
                            Integer.toString(block.executed()),
                            Print.time(block.ordered()),
                            block.nativeState().map(s -> s.toLowerCase(Locale.ROOT)).orElse("")
                                    + block.reason().map(r -> " (" + r + ")").orElse("")));
        }
        Print.table(
                out,
                List.of("STATE", "BLOCK", "JOB", "NODE", "DONE", "SUBMITTED", "BATCH SYSTEM"),
                rows);
    }

    private static Map<String, Object> json(SiteRecord site) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("site", site.name());
        json.put("asked", site.polled().map(Instant::toString).orElse(null));
        json.put("failed-starts", site.failures());
        json.put("paused", site.paused().orElse(null));
        json.put("unknown", site.unknown().orElse(null));
        return json;
    }

    private static Map<String, Object> json(BlockRecord block) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", block.state().name());
        json.put("site", block.site());
        json.put("block", block.kind());
        json.put("job", block.job().orElse(null));
        json.put("node", block.node().orElse(null));
        json.put("native-state", block.nativeState().orElse(null));
        json.put("reason", block.reason().orElse(null));
        json.put("threads", block.size().threads());
        json.put("executed", block.executed());
        json.put("submitted", block.ordered().toString());
        json.put("joined", block.joined().map(Instant::toString).orElse(null));
        json.put("ends", block.ends().map(Instant::toString).orElse(null));
        json.put("ended", block.ended().map(Instant::toString).orElse(null));
        return json;
    }
}
