package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalDiff;
import xcflow.provenance.functional.FunctionalVersion;
import xcflow.provenance.functional.Functionals;

/** Shows what differs between two functional versions. */
@Command(
        name = "diff",
        description = "Show what differs between two versions in ingredients and results.",
        footer = "Curves: 'xcflow functional compare' evaluates the two at the same densities.")
final class FunctionalDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ONE", description = "A functional version.")
    private String one;

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another.")
    private String other;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    Functionals functionals = project.provenance().functionals();
                    FunctionalVersion left = functionals.get(one);
                    FunctionalVersion right = functionals.get(other);
                    FunctionalDiff diff = functionals.diff(left, right);
                    PrintWriter out = spec.commandLine().getOut();
                    if (json) {
                        Print.json(out, json(diff));
                    } else {
                        print(out, left.label(), right.label(), diff);
                    }
                    return 0;
                });
    }

    private static void print(PrintWriter out, String left, String right, FunctionalDiff diff) {
        List<List<String>> rows = new ArrayList<>();
        for (FunctionalDiff.Difference d : diff.ingredients()) {
            rows.add(List.of(d.what(), text(d.one()), text(d.other())));
        }
        Print.table(out, List.of("INGREDIENT", left, right), rows);
        if (diff.metrics().isEmpty()) {
            return;
        }
        out.println();
        List<List<String>> metrics = new ArrayList<>();
        for (FunctionalDiff.Metric m : diff.metrics()) {
            metrics.add(
                    List.of(
                            m.unit().isEmpty() ? m.name() : m.name() + " / " + m.unit(),
                            FunctionalRecords.number(m.one()),
                            FunctionalRecords.number(m.other())));
        }
        Print.table(out, List.of("METRIC", left, right), metrics);
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString();
    }

    private static Map<String, Object> json(FunctionalDiff diff) {
        List<Object> ingredients = new ArrayList<>();
        for (FunctionalDiff.Difference d : diff.ingredients()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("what", d.what());
            entry.put("one", d.one());
            entry.put("other", d.other());
            ingredients.add(entry);
        }
        List<Object> metrics = new ArrayList<>();
        for (FunctionalDiff.Metric m : diff.metrics()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("metric", m.name());
            entry.put("unit", m.unit());
            entry.put("one", m.one());
            entry.put("other", m.other());
            metrics.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ingredients", ingredients);
        json.put("metrics", metrics);
        return json;
    }
}
