package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.block.SiteRecord;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.site.ComputeSite;
import xcflow.runner.site.SiteCheck;
import xcflow.runner.site.SiteProbe;
import xcflow.runner.value.PlainJson;

/** Machines and clusters that compute. */
@Command(name = "site", description = "Machines and clusters that compute.")
final class SiteCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "check",
            description = {
                "Submit one small job to a site and show what it finds there:",
                "the store, the clock, versions, and what the site's setup has loaded."
            })
    int check(
            @Parameters(index = "0", paramLabel = "SITE", description = "The site.") String name,
            @Option(
                            names = "--block",
                            paramLabel = "KIND",
                            description = "The kind of job (default: the first).")
                    String kind,
            @Option(
                            names = "--patience",
                            paramLabel = "SECONDS",
                            defaultValue = "600",
                            description = "How long to wait for it (default: ${DEFAULT-VALUE}).")
                    int patience,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        ComputeSite site = ComputeSite.of(Homes.settings(Xcflow.home(spec)), name);
        PrintWriter out = spec.commandLine().getOut();
        SiteCheck.Result result =
                new SiteCheck(Xcflow.home(spec), site)
                        .run(Optional.ofNullable(kind), patience, System.err::println);
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("site", name);
            all.put("job", result.job());
            all.put("problems", result.problems());
            all.put("found", result.found());
            Print.json(out, all);
        } else {
            result.found().forEach((key, value) -> out.println(key + ": " + value));
            result.problems().forEach(problem -> out.println("problem: " + problem));
            out.println(
                    result.problems().isEmpty()
                            ? "site " + name + " can be used"
                            : "site " + name + " cannot be used as it is");
        }
        out.flush();
        return result.problems().isEmpty() ? 0 : Errors.FAILED;
    }

    @Command(
            name = "probe",
            description =
                    "Say what can be seen from this machine, as 'check' asks for it in a job.",
            hidden = true)
    int probe(
            @Option(names = "--mailbox", paramLabel = "DIR", description = "Ask by letter.")
                    Path mailbox,
            @Option(names = "--json", description = "Print JSON, as without it.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> found = SiteProbe.look(Xcflow.home(spec), Optional.ofNullable(mailbox));
        out.println(SiteProbe.MARK + PlainJson.write(found));
        out.flush();
        return 0;
    }

    @Command(
            name = "resume",
            description =
                    "Let jobs be submitted again to a site that was paused after failed starts.")
    int resume(
            @Parameters(index = "0", paramLabel = "SITE", description = "The site.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        try (Project project = Records.existing(spec)) {
            SiteRecord record = project.provenance().blocks().site(name);
            project.provenance()
                    .blocks()
                    .note(
                            new SiteRecord(
                                    name, record.polled(), 0, Optional.empty(), record.unknown()));
            PrintWriter out = spec.commandLine().getOut();
            boolean paused = record.paused().isPresent();
            if (json) {
                Print.json(out, Map.of("site", name, "was-paused", paused));
            } else {
                out.println("site " + name + (paused ? " is in use again" : " was not paused"));
            }
            out.flush();
            return 0;
        }
    }
}
