package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalVersion;
import xcflow.provenance.functional.Functionals;
import xcflow.runner.project.Project;

/** Lists functional versions. */
@Command(name = "list", description = "List functional versions, newest first.")
final class FunctionalListCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this series.")
    private String name;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only versions with this tag.")
    private String tag;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many to leave out first.")
    private int offset;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    Functionals functionals = project.provenance().functionals();
                    List<FunctionalVersion> page =
                            functionals.list(
                                    Optional.ofNullable(name),
                                    Optional.ofNullable(tag),
                                    offset,
                                    limit);
                    var out = spec.commandLine().getOut();
                    if (json) {
                        List<Object> all = new ArrayList<>();
                        page.forEach(v -> all.add(FunctionalRecords.json(project, v)));
                        Print.json(out, all);
                        return 0;
                    }
                    List<List<String>> rows = new ArrayList<>();
                    page.forEach(version -> rows.add(row(project, version)));
                    Print.table(
                            out,
                            List.of("VERSION", "ARCHITECTURE", "FROM", "DIGEST", "MADE", "TAGS"),
                            rows);
                    int total = functionals.count();
                    if (name == null && tag == null && offset + page.size() < total) {
                        out.println(
                                "%d of %d; --offset %d shows the next"
                                        .formatted(page.size(), total, offset + page.size()));
                    }
                    return 0;
                });
    }

    private static List<String> row(Project project, FunctionalVersion version) {
        List<String> from = new ArrayList<>();
        version.parents()
                .forEach(
                        parent ->
                                from.add(
                                        parent.relation()
                                                + " "
                                                + FunctionalRecords.parentLabel(project, parent)));
        return List.of(
                version.label(),
                version.kind().equals("neural") ? version.architecture() : version.kind(),
                String.join(", ", from),
                version.digest().substring(0, 12),
                Print.time(version.created()),
                String.join(" ", project.provenance().functionals().tags(version.id())));
    }
}
