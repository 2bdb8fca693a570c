package xcflow.runner.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.browse.Browse;
import xcflow.runner.graph.GraphPicture;
import xcflow.runner.graph.StepGraph;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.RunDetail;
import xcflow.runner.view.RunSummary;
import xcflow.workflows.plan.CellText;

/** A run as pictures: its time line, and the matrices of its steps. */
final class RunPictures {
    private static final int BARS = 300;
    private static final int CELLS = 2000;

    private static final int MOST_STEPS = 300;
    private static final int REMEMBERED = 60;

    private final Browse browse;

    /** Drawing takes longer than counting. */
    private final Map<String, String> drawn =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    RunPictures(Browse browse) {
        this.browse = browse;
    }

    /** The steps as a graph, as an SVG element; empty if there is nothing to draw. */
    String graph(RunDetail run) {
        if (run.steps().size() < 2 || run.steps().size() > MOST_STEPS) {
            return "";
        }
        List<StepGraph.Step> steps =
                run.steps().stream()
                        .map(
                                step ->
                                        new StepGraph.Step(
                                                step.step(),
                                                step.uses(),
                                                step.needs(),
                                                upper(step.counts()),
                                                ""))
                        .toList();
        long number = run.summary().run();
        synchronized (drawn) {
            return drawn.computeIfAbsent(
                    number + " " + steps,
                    key ->
                            GraphPicture.element(
                                    StepGraph.of(
                                            steps,
                                            step ->
                                                    Optional.of(
                                                            "/runs/"
                                                                    + number
                                                                    + "?step="
                                                                    + Say.encoded(step)
                                                                    + "#instances"))));
        }
    }

    private static Map<String, Integer> upper(Map<String, Integer> counts) {
        Map<String, Integer> upper = new LinkedHashMap<>();
        counts.forEach((state, count) -> upper.put(state.toUpperCase(Locale.ROOT), count));
        return upper;
    }

    /**
     * A bar of the time line.
     *
     * @param left where it begins, in per cent of the whole
     * @param width of it, in per cent of the whole
     * @param cores that it kept busy on average; empty if not known
     * @param busy part of its threads' time in which they computed, in per cent; -1 if not known
     * @param memory most that it had, in bytes; empty if not known
     */
    public record Bar(
            int instance,
            String label,
            String state,
            double seconds,
            double left,
            double width,
            Instant started,
            int threads,
            Optional<Double> cores,
            int busy,
            Optional<Long> memory) {}

    /**
     * @param cut whether only the longest executions are shown
     */
    public record Timeline(List<Bar> bars, double seconds, boolean cut, Instant from) {

        /** Whether it is known what any of them used. */
        public boolean measured() {
            return bars.stream()
                    .anyMatch(bar -> bar.cores().isPresent() || bar.memory().isPresent());
        }

        /** Whether it is known how much memory any of them had; tasks share that of a process. */
        public boolean weighed() {
            return bars.stream().anyMatch(bar -> bar.memory().isPresent());
        }
    }

    /** What was executed when. */
    Timeline timeline(RunSummary run) {
        List<Browse.Span> spans = browse.spans(run.run(), BARS);
        Instant now = Instant.now();
        Instant from = spans.stream().map(Browse.Span::started).min(Instant::compareTo).orElse(now);
        Instant to =
                spans.stream()
                        .map(span -> span.ended().orElse(now))
                        .max(Instant::compareTo)
                        .orElse(now);
        double whole = Math.max(0.001, seconds(from, to));
        List<Bar> bars = new ArrayList<>();
        spans.stream()
                .sorted(
                        java.util.Comparator.comparing(Browse.Span::started)
                                .thenComparing(Browse.Span::execution))
                .forEach(
                        span -> {
                            double took =
                                    Math.max(0, seconds(span.started(), span.ended().orElse(now)));
                            Optional<Double> cores = cores(span, took);
                            bars.add(
                                    new Bar(
                                            span.instance(),
                                            InstanceView.label(span.step(), span.labels()),
                                            span.state(),
                                            took,
                                            100 * seconds(from, span.started()) / whole,
                                            Math.max(0.3, 100 * took / whole),
                                            span.started(),
                                            span.threads(),
                                            cores,
                                            cores.map(c -> busy(c, span.threads())).orElse(-1),
                                            span.usage().peakMemory().stream()
                                                    .boxed()
                                                    .findFirst()));
                        });
        return new Timeline(bars, whole, spans.size() == BARS, from);
    }

    private static Optional<Double> cores(Browse.Span span, double took) {
        return span.usage().cpuSeconds().isEmpty() || took <= 0
                ? Optional.empty()
                : Optional.of(span.usage().cpuSeconds().getAsDouble() / took);
    }

    private static int busy(double cores, int threads) {
        return (int) Math.round(100 * Math.min(1, cores / Math.max(1, threads)));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /**
     * A field of a matrix.
     *
     * @param number of its instance; -1 if there is none
     * @param shade how long it took compared with the longest, from 0 to 100; -1 if not known
     */
    public record HeatCell(int number, String state, double seconds, int shade) {}

    /**
     * @param down label of the axis that goes down
     * @param across label of the axis that goes across; empty if there is only one
     */
    public record HeatMap(
            String step,
            String down,
            String across,
            List<String> columns,
            Map<String, List<HeatCell>> rows,
            double longest,
            boolean cut) {}

    /**
     * The matrix of a step: the axis with the fewest values goes across, all others go down; empty
     * if the step has none.
     */
    Optional<HeatMap> heatMap(long run, String step) {
        List<Browse.Cell> cells = browse.cells(run, step, CELLS);
        if (cells.size() < 2) {
            return Optional.empty();
        }
        List<Map<String, Object>> labels =
                cells.stream()
                        .map(cell -> (Map<String, Object>) PlainJson.readMap(cell.labels()))
                        .toList();
        Map<String, Set<String>> axes = new LinkedHashMap<>();
        labels.forEach(
                cell ->
                        cell.forEach(
                                (axis, value) ->
                                        axes.computeIfAbsent(axis, a -> new LinkedHashSet<>())
                                                .add(CellText.value(value))));
        if (axes.isEmpty()) {
            return Optional.empty();
        }
        List<String> varying =
                axes.entrySet().stream()
                        .filter(axis -> axis.getValue().size() > 1)
                        .map(Map.Entry::getKey)
                        .toList();
        String across =
                varying.size() < 2
                        ? ""
                        : varying.stream()
                                .min(java.util.Comparator.comparingInt(a -> axes.get(a).size()))
                                .orElse("");
        List<String> down = varying.stream().filter(axis -> !axis.equals(across)).toList();
        List<String> columns =
                across.isEmpty() ? List.of("") : List.copyOf(axes.getOrDefault(across, Set.of()));
        double longest =
                cells.stream()
                        .flatMap(cell -> cell.took().stream())
                        .mapToDouble(took -> took.toMillis() / 1000.0)
                        .max()
                        .orElse(0);
        Map<String, List<HeatCell>> rows = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            Map<String, Object> label = labels.get(i);
            String row =
                    String.join(
                            ", ", down.stream().map(a -> CellText.value(label.get(a))).toList());
            int column = across.isEmpty() ? 0 : columns.indexOf(CellText.value(label.get(across)));
            List<HeatCell> line =
                    rows.computeIfAbsent(
                            row,
                            r ->
                                    new ArrayList<>(
                                            java.util.Collections.nCopies(
                                                    columns.size(), new HeatCell(-1, "", 0, -1))));
            line.set(column, heat(cells.get(i), longest));
        }
        return Optional.of(
                new HeatMap(
                        step,
                        String.join(", ", down),
                        across,
                        columns,
                        rows,
                        longest,
                        cells.size() == CELLS));
    }

    private static HeatCell heat(Browse.Cell cell, double longest) {
        double seconds = cell.took().map(took -> took.toMillis() / 1000.0).orElse(0.0);
        return new HeatCell(
                cell.number(),
                cell.state().name(),
                seconds,
                cell.took().isEmpty() || longest <= 0
                        ? -1
                        : (int) Math.round(100 * seconds / longest));
    }
}
