package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.Measurement;
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
                    FunctionalRegistry functionals = project.provenance().functionals();
                    FunctionalRecord version = functionals.get(functional);
                    Map<String, Object> facts =
                            FunctionalRecords.json(
                                    VersionNames.of(
                                            functionals,
                                            project.provenance().origins(),
                                            List.of(version)),
                                    version);
                    List<Object> notes = new ArrayList<>();
                    for (Note note : functionals.marks().notes(version.id())) {
                        notes.add(
                                String.format(
                                        Locale.ROOT,
                                        "%s (%s, %s)",
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
                    facts.put("parents", parents(facts.get("parents")));
                    List<Map.Entry<String, Object>> lines = new ArrayList<>();
                    facts.forEach((name, value) -> flatten(lines, name, value));
                    int width = lines.stream().mapToInt(l -> l.getKey().length()).max().orElse(0);
                    String format = "%-" + width + "s  %s";
                    lines.forEach(
                            l ->
                                    out.println(
                                            String.format(
                                                    Locale.ROOT,
                                                    format,
                                                    l.getKey(),
                                                    l.getValue())));
                    List<Measurement> metrics = functionals.metrics(version.id());
                    if (!metrics.isEmpty()) {
                        out.println();
                        FunctionalMetricsCommand.print(out, metrics);
                    }
                    return 0;
                });
    }

    /** In a line each: relation and parent. */
    private static Object parents(Object parents) {
        List<Object> lines = new ArrayList<>();
        if (parents instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> parent) {
                    lines.add(parent.get("relation") + " " + parent.get("parent"));
                }
            }
        }
        return lines;
    }

    private static void flatten(List<Map.Entry<String, Object>> lines, String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(lines, name + "." + key, inner));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> flatten(lines, name, element));
        } else if (value != null && !value.toString().isEmpty()) {
            lines.add(Map.entry(name, value));
        }
    }
}
