package xcflow.runner.web.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.report.Markdown;
import xcflow.runner.report.Report;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.RunDetail;
import xcflow.runner.view.RunDetails;
import xcflow.spi.Artefact;

/** Runs side by side: parameters, results, and the curves among the results in one picture. */
public final class ComparePages {
    private static final int MOST_RUNS = 8;
    private static final int MOST_ROWS = 400;
    private static final int MOST_PLOTS = 6;
    private static final int FEWEST_POINTS = 4;

    private final RunDetails runs;
    private final ArtefactPreviews files;
    private final PageTemplates templates;

    public ComparePages(RunDetails runs, ArtefactPreviews files, PageTemplates templates) {
        this.runs = runs;
        this.files = files;
        this.templates = templates;
    }

    /**
     * A line of a comparison.
     *
     * @param cells as many as there are runs; empty where a run has no such thing
     * @param differs whether not all are the same
     */
    public record Row(String name, List<String> cells, boolean differs) {}

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(new Route("GET", "/compare", Route.Need.READ, this::compare));
    }

    private Reply compare(Call call) throws RefusalException, IOException {
        List<RunDetail> chosen = new ArrayList<>();
        for (String number : numbers(call)) {
            Optional<RunDetail> run = run(number);
            if (chosen.size() < MOST_RUNS && run.isPresent()) {
                chosen.add(run.get());
            }
        }
        Map<String, Object> facts = new HashMap<>();
        facts.put("runs", chosen);
        facts.put(
                "numbers",
                String.join(" ", chosen.stream().map(r -> "" + r.summary().run()).toList()));
        facts.put("parameters", rows(chosen.stream().map(RunDetail::parameters).toList()));
        facts.put(
                "results",
                rows(chosen.stream().map(run -> run.outputs().orElse(Map.of())).toList()));
        facts.put("plots", plots(chosen));
        return Reply.html(templates.page("compare", call, facts));
    }

    /** The runs that are asked for: {@code run=1&run=2} or {@code run=1 2}. */
    private static Set<String> numbers(Call call) {
        Set<String> numbers = new LinkedHashSet<>();
        for (String value : call.all("run")) {
            numbers.addAll(List.of(value.strip().split("[ ,]+")));
        }
        numbers.remove("");
        return numbers;
    }

    private Optional<RunDetail> run(String number) throws RefusalException, IOException {
        try {
            return runs.detail(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw RefusalException.unusable("'" + number + "' is not a number of a run");
        }
    }

    private static List<Row> rows(List<Map<String, Object>> values) {
        List<Map<String, String>> flat = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Map<String, Object> value : values) {
            Map<String, String> texts = new LinkedHashMap<>();
            flatten("", value, texts);
            flat.add(texts);
            names.addAll(texts.keySet());
        }
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            List<String> cells = flat.stream().map(texts -> texts.getOrDefault(name, "")).toList();
            if (rows.size() < MOST_ROWS) {
                rows.add(new Row(name, cells, new LinkedHashSet<>(cells).size() > 1));
            }
        }
        return rows;
    }

    private static void flatten(String name, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) ->
                            flatten(name.isEmpty() ? "" + key : name + " · " + key, inner, into));
        } else if (value instanceof List<?> list
                && list.stream().anyMatch(e -> e instanceof Map || e instanceof List)) {
            for (int i = 0; i < list.size() && into.size() < MOST_ROWS; i++) {
                flatten(name + " " + labelled(list.get(i), i), list.get(i), into);
            }
        } else if (value instanceof Artefact artefact) {
            into.put(name, artefact.name() + " " + artefact.digest().substring(0, 12) + "…");
        } else if (!(value instanceof String text) || !tables(name, text, into)) {
            if (into.size() < MOST_ROWS) {
                into.put(name, value instanceof String text ? text : PlainJson.write(value));
            }
        }
    }

    /** Tables written in Markdown: each cell under its row and column; whether there were any. */
    private static boolean tables(String name, String text, Map<String, String> into) {
        List<Report.Table> tables = Markdown.of("", text).tables();
        for (Report.Table table : tables) {
            for (List<Object> row : table.rows()) {
                for (int i = 1; i < row.size() && into.size() < MOST_ROWS; i++) {
                    String column = i < table.columns().size() ? table.columns().get(i).name() : "";
                    into.putIfAbsent(
                            name + " · " + row.get(0) + " · " + column, String.valueOf(row.get(i)));
                }
            }
        }
        return !tables.isEmpty();
    }

    /** Elements of lists are told apart by their labels. */
    private static String labelled(Object element, int index) {
        if (element instanceof Map<?, ?> map) {
            for (String key : List.of("label", "name", "molecule", "system", "matrix")) {
                if (map.get(key) instanceof String text) {
                    return "[" + text + "]";
                } else if (map.get(key) instanceof Map<?, ?> labels && !labels.isEmpty()) {
                    return "["
                            + String.join(
                                    ", ", labels.values().stream().map(String::valueOf).toList())
                            + "]";
                }
            }
        }
        return "[" + (index + 1) + "]";
    }

    /** A picture of a table's columns. */
    public record Plot(String title, String svg) {}

    /** Tables of numbers that several runs have: the first column across, each other one up. */
    private List<Plot> plots(List<RunDetail> chosen) throws IOException {
        Map<String, Map<String, double[][]>> found = new LinkedHashMap<>();
        for (RunDetail run : chosen) {
            String label = "run " + run.summary().run();
            for (Map.Entry<String, Object> output : run.outputs().orElse(Map.of()).entrySet()) {
                curves(output.getKey(), output.getValue(), label, found);
            }
        }
        List<Plot> plots = new ArrayList<>();
        found.forEach(
                (title, lines) -> {
                    if (plots.size() < MOST_PLOTS) {
                        LinePlot plot =
                                new LinePlot(
                                        title.substring(title.lastIndexOf(" over ") + 6),
                                        title.substring(0, title.lastIndexOf(" over ")),
                                        false);
                        lines.forEach((label, points) -> plot.add(label, points[0], points[1]));
                        plots.add(new Plot(title, plot.svg()));
                    }
                });
        return plots;
    }

    private void curves(
            String name, Object value, String label, Map<String, Map<String, double[][]>> found)
            throws IOException {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> inner : map.entrySet()) {
                curves(name + " · " + inner.getKey(), inner.getValue(), label, found);
            }
        } else if (value instanceof Artefact file) {
            List<Map<String, Object>> rows = rowsOf(file);
            if (!rows.isEmpty()) {
                curves(name, rows, label, found);
            }
        } else if (value instanceof List<?> list
                && list.stream().allMatch(Map.class::isInstance)
                && !columns(name, list, label, found)) {
            for (int i = 0; i < list.size() && i < MOST_ROWS; i++) {
                curves(name + " " + labelled(list.get(i), i), list.get(i), label, found);
            }
        }
    }

    /** The columns of a table as curves over the first; whether it is such a table. */
    private static boolean columns(
            String name, List<?> list, String label, Map<String, Map<String, double[][]>> found) {
        if (list.size() < FEWEST_POINTS) {
            return false;
        }
        List<String> numeric =
                ((Map<?, ?>) list.get(0))
                        .keySet().stream()
                                .map(String.class::cast)
                                .filter(key -> numbers(list, key).isPresent())
                                .toList();
        if (numeric.size() < 2 || !increasing(numbers(list, numeric.get(0)).orElseThrow())) {
            return false;
        }
        double[] x = numbers(list, numeric.get(0)).orElseThrow();
        for (String column : numeric.subList(1, numeric.size())) {
            found.computeIfAbsent(
                            name + " · " + column + " over " + numeric.get(0),
                            title -> new LinkedHashMap<>())
                    .put(label, new double[][] {x, numbers(list, column).orElseThrow()});
        }
        return true;
    }

    /** A stored table as a list of maps; empty if it is none, or not of numbers alone. */
    private List<Map<String, Object>> rowsOf(Artefact file) throws IOException {
        List<List<String>> lines = files.lines(file.digest(), file.mediaType(), file.size());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(line.size(), lines.get(0).size()); i++) {
                row.put(lines.get(0).get(i), number(line.get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object number(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Optional<double[]> numbers(List<?> list, String key) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(((Map<?, ?>) list.get(i)).get(key) instanceof Number number)) {
                return Optional.empty();
            }
            numbers[i] = number.doubleValue();
        }
        return Optional.of(numbers);
    }

    private static boolean increasing(double... x) {
        for (int i = 1; i < x.length; i++) {
            if (x[i] <= x[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
