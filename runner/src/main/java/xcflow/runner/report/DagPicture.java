package xcflow.runner.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the steps of a workflow as an SVG picture: each step stands one column to the right of the
 * last of those that it needs; colours tell the states of its instances.
 */
final class DagPicture {
    private static final int WIDTH = 208;
    private static final int HEIGHT = 46;
    private static final int GAP_X = 54;
    private static final int GAP_Y = 18;
    private static final int MARGIN = 8;
    private static final Map<String, String> COLOURS =
            Map.of(
                    "SUCCEEDED", "#2e7d4f",
                    "CACHED", "#4a7fb5",
                    "FAILED", "#b3372f",
                    "RUNNING", "#c98a1b",
                    "SKIPPED", "#9a9a9a",
                    "CANCELLED", "#7a5c8e");

    private final Map<String, Report.StepSummary> steps = new HashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, int[]> corners = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();

    private DagPicture(List<Report.StepSummary> summaries) {
        summaries.forEach(step -> steps.put(step.id(), step));
    }

    /** A complete {@code <svg>} element; the empty string if there are no steps. */
    static String of(List<Report.StepSummary> steps) {
        return steps.isEmpty() ? "" : new DagPicture(steps).draw(steps);
    }

    private String draw(List<Report.StepSummary> ordered) {
        List<Integer> heights = new ArrayList<>();
        for (Report.StepSummary step : ordered) {
            int column = column(step.id());
            while (heights.size() <= column) {
                heights.add(0);
            }
            int row = heights.get(column);
            heights.set(column, row + 1);
            corners.put(
                    step.id(),
                    new int[] {MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)});
        }
        int rows = heights.stream().mapToInt(Integer::intValue).max().orElse(0);
        int width = 2 * MARGIN + heights.size() * (WIDTH + GAP_X) - GAP_X;
        int height = 2 * MARGIN + rows * (HEIGHT + GAP_Y) - GAP_Y;
        svg.append(
                format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " role=\"img\" aria-label=\"steps and what they need\""
                                + " width=\"%d\" height=\"%d\">",
                        width, height, width, height));
        ordered.forEach(this::edges);
        ordered.forEach(this::box);
        return svg.append("</svg>").toString();
    }

    private int column(String id) {
        Integer known = columns.get(id);
        if (known != null) {
            return known;
        }
        int column = 0;
        for (String need : steps.get(id).needs()) {
            if (steps.containsKey(need)) {
                column = Math.max(column, column(need) + 1);
            }
        }
        columns.put(id, column);
        return column;
    }

    private void edges(Report.StepSummary step) {
        int[] to = corners.get(step.id());
        for (String need : step.needs()) {
            int[] from = corners.get(need);
            if (from != null) {
                int x1 = from[0] + WIDTH;
                int y1 = from[1] + HEIGHT / 2;
                int x2 = to[0];
                int y2 = to[1] + HEIGHT / 2;
                int bend = GAP_X / 2;
                svg.append(
                        format(
                                "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\""
                                        + " stroke=\"#9aa4ad\" stroke-width=\"1.4\"/>",
                                x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2));
            }
        }
    }

    private void box(Report.StepSummary step) {
        int[] corner = corners.get(step.id());
        svg.append(
                format(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#fff\""
                                + " stroke=\"#c4ccd3\"/>",
                        corner[0], corner[1], WIDTH, HEIGHT));
        int total = step.counts().values().stream().mapToInt(Integer::intValue).sum();
        double x = corner[0] + 8;
        for (var count : step.counts().entrySet()) {
            double part = (WIDTH - 16.0) * count.getValue() / Math.max(1, total);
            svg.append(
                    format(
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"4\" fill=\"%s\"/>",
                            x,
                            corner[1] + HEIGHT - 9,
                            part,
                            COLOURS.getOrDefault(count.getKey(), "#d5dadf")));
            x += part;
        }
        text(corner[0] + 8, corner[1] + 16, "600 12px", "#1c2429", shorten(step.id(), 28));
        String uses = step.uses() + (total > 1 ? " × " + total : "");
        String time = total > 0 ? PageFormat.seconds(step.seconds()) : "";
        text(corner[0] + 8, corner[1] + 30, "11px", "#5a666f", shorten(uses, 32 - time.length()));
        svg.append(
                format(
                        "<text x=\"%d\" y=\"%d\" style=\"font:11px system-ui,sans-serif\""
                                + " fill=\"#5a666f\" text-anchor=\"end\">%s</text>",
                        corner[0] + WIDTH - 8, corner[1] + 30, escape(time)));
    }

    private void text(int x, int y, String font, String colour, String content) {
        svg.append(
                format(
                        "<text x=\"%d\" y=\"%d\" style=\"font:%s system-ui,sans-serif\""
                                + " fill=\"%s\">%s</text>",
                        x, y, font, colour, escape(content)));
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
