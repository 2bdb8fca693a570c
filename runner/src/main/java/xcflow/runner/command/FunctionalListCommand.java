package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.runner.home.Project;

/** Lists functional versions. */
@Command(name = "list", description = "List functional versions, newest first.")
final class FunctionalListCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this series.")
    private String name;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only versions with this tag.")
    private String tag;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private Page page = new Page();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        page.check();
        return FunctionalRecords.with(spec, this::list);
    }

    private int list(Project project) {
        FunctionalRegistry functionals = project.provenance().functionals();
        Optional<String> series = Optional.ofNullable(name);
        Optional<String> tagged = Optional.ofNullable(tag);
        List<FunctionalRecord> versions =
                functionals.list(series, tagged, page.first(), page.size());
        VersionNames names = VersionNames.of(functionals, project.provenance().origins(), versions);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Object> all = new ArrayList<>();
            versions.forEach(version -> all.add(FunctionalRecords.json(names, version)));
            Print.json(out, all);
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        versions.forEach(version -> rows.add(row(names, version)));
        Print.table(
                out, List.of("VERSION", "ARCHITECTURE", "FROM", "DIGEST", "MADE", "TAGS"), rows);
        page.tell(out, versions.size(), functionals.count(series, tagged));
        return 0;
    }

    private static List<String> row(VersionNames names, FunctionalRecord version) {
        return List.of(
                version.label(),
                version.kind().equals("neural") ? version.architecture() : version.kind(),
                version.parents().stream()
                        .map(parent -> parent.relation() + " " + names.of(parent))
                        .collect(Collectors.joining(", ")),
                version.digest().substring(0, 12),
                Print.time(version.created()),
                String.join(" ", names.tags(version))
                        + names.origin(version).map(text -> " (" + text + ")").orElse(""));
    }
}
