package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalVersion;
import xcflow.provenance.functional.Functionals;
import xcflow.provenance.functional.Note;

/** Shows what is recorded of one functional version. */
@Command(name = "show", description = "Show what is recorded of a functional version.")
final class FunctionalShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FUNCTIONAL", description = FunctionalRecords.HOW_TO_NAME)
    private String functional;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    Functionals functionals = project.provenance().functionals();
                    FunctionalVersion version = functionals.get(functional);
                    Map<String, Object> facts =
                            FunctionalRecords.json(
                                    VersionNames.of(functionals, List.of(version)), version);
                    List<Object> notes = new ArrayList<>();
                    for (Note note : functionals.notes(version.id())) {
                        notes.add(
                                "%s (%s, %s)"
                                        .formatted(
                                                note.text(),
                                                note.author(),
                                                Print.time(note.created())));
                    }
                    facts.put("notes", notes);
                    var out = spec.commandLine().getOut();
                    if (json) {
                        List<Object> metrics = new ArrayList<>();
                        functionals
                                .metrics(version.id())
                                .forEach(m -> metrics.add(FunctionalRecords.json(m)));
                        facts.put("metrics", metrics);
                        Print.json(out, facts);
                        return 0;
                    }
                    facts.forEach((name, value) -> line(out, name, value));
                    FunctionalMetricsCommand.print(out, functionals.metrics(version.id()));
                    return 0;
                });
    }

    private static void line(java.io.PrintWriter out, String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> line(out, name + "." + key, inner));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> line(out, name, element));
        } else if (value != null && !value.toString().isEmpty()) {
            out.println("%-14s %s".formatted(name, value));
        }
    }
}
