package xcflow.runner.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalDiff;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.runner.home.Project;
import xcflow.spi.FunctionalComparison.Curve;

/** Shows what differs between two functional versions. */
@Command(
        name = "diff",
        description =
                "Show how two versions differ: how they were made, their enhancement factors on a"
                        + " fixed grid of s, and their metrics.")
final class FunctionalDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ONE", description = FunctionalRecords.HOW_TO_NAME)
    private String one;

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another.")
    private String other;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the curves of both.")
    private Path svg;

    @Option(names = "--json", description = "Print JSON, with the curves.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(spec, this::diff);
    }

    private int diff(Project project) throws Exception {
        FunctionalRegistry functionals = project.provenance().functionals();
        FunctionalRecord left = functionals.get(one);
        FunctionalRecord right = functionals.get(other);
        FunctionalDiff diff = functionals.diff(left, right);
        VersionCurves curves = VersionCurves.of(project, left, right);
        PrintWriter out = spec.commandLine().getOut();
        if (svg != null) {
            draw(curves);
        }
        if (json) {
            Print.json(out, json(left, right, diff, curves));
        } else {
            print(out, left.label(), right.label(), diff, curves);
        }
        return 0;
    }

    private void draw(VersionCurves curves) throws IOException, RefusedException {
        if (curves.why().isPresent()) {
            throw new RefusedException("xcflow: cannot draw the curves: " + curves.why().get());
        }
        try (OutputStream out = Files.newOutputStream(svg)) {
            curves.draw(out);
        }
    }

    private void print(
            PrintWriter out, String left, String right, FunctionalDiff diff, VersionCurves curves) {
        List<List<String>> rows = new ArrayList<>();
        for (FunctionalDiff.Difference d : diff.ingredients()) {
            rows.add(List.of(d.what(), text(d.one()), text(d.other())));
        }
        if (rows.isEmpty()) {
            out.println("no ingredient differs");
        } else {
            Print.table(out, List.of("INGREDIENT", left, right), rows);
        }
        out.println();
        if (curves.why().isPresent()) {
            out.println("curves cannot be compared: " + curves.why().get());
        } else {
            Print.table(
                    out,
                    List.of("CURVE", "MEAN DIFFERENCE", "LARGEST", "AT", left, right),
                    curves.list().stream().map(FunctionalDiffCommand::row).toList());
        }
        if (!diff.metrics().isEmpty()) {
            out.println();
            Print.table(
                    out,
                    List.of("METRIC", left, right),
                    diff.metrics().stream().map(FunctionalDiffCommand::row).toList());
        }
        if (svg != null) {
            out.println();
            out.println("wrote " + svg);
        }
    }

    private static List<String> row(Curve curve) {
        int worst = curve.worst();
        boolean same = curve.difference(worst) == 0;
        return List.of(
                curve.quantity(),
                String.format(Locale.ROOT, "%.3e", curve.mean()),
                String.format(Locale.ROOT, "%.3e", curve.difference(worst)),
                same
                        ? "-"
                        : String.format(
                                Locale.ROOT, "%s = %.3g", curve.abscissa(), curve.x()[worst]),
                same ? "-" : String.format(Locale.ROOT, "%.6f", curve.one()[worst]),
                same ? "-" : String.format(Locale.ROOT, "%.6f", curve.other()[worst]));
    }

    private static List<String> row(FunctionalDiff.Metric metric) {
        return List.of(
                metric.unit().isEmpty() ? metric.name() : metric.name() + " / " + metric.unit(),
                FunctionalRecords.number(metric.one()),
                FunctionalRecords.number(metric.other()));
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString();
    }

    private static Map<String, Object> json(
            FunctionalRecord left,
            FunctionalRecord right,
            FunctionalDiff diff,
            VersionCurves curves) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("one", left.label());
        json.put("other", right.label());
        json.put(
                "ingredients",
                entries(diff.ingredients(), d -> pair("what", d.what(), d.one(), d.other())));
        json.put("curves", entries(curves.list(), FunctionalDiffCommand::json));
        curves.why().ifPresent(why -> json.put("curves-missing", why));
        json.put(
                "metrics",
                entries(
                        diff.metrics(),
                        m -> {
                            Map<String, Object> entry =
                                    pair("metric", m.name(), m.one(), m.other());
                            entry.put("unit", m.unit());
                            return entry;
                        }));
        return json;
    }

    private static <T> List<Object> entries(List<T> list, Function<T, Map<String, Object>> entry) {
        return list.stream().map(entry).map(Object.class::cast).toList();
    }

    private static Map<String, Object> pair(String key, String name, Object one, Object other) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(key, name);
        entry.put("one", one);
        entry.put("other", other);
        return entry;
    }

    private static Map<String, Object> json(Curve curve) {
        int worst = curve.worst();
        Map<String, Object> entry =
                pair("quantity", curve.quantity(), numbers(curve.one()), numbers(curve.other()));
        entry.put("mean-difference", curve.mean());
        entry.put("largest-difference", curve.difference(worst));
        entry.put("largest-at", curve.x()[worst]);
        entry.put("abscissa", curve.abscissa());
        entry.put("x", numbers(curve.x()));
        return entry;
    }

    private static List<Object> numbers(double[] values) {
        List<Object> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(value);
        }
        return numbers;
    }
}
