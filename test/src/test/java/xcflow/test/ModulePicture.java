package xcflow.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The modules as a picture, floor above floor, and as a table. */
final class ModulePicture {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 40;
    private static final int GAP = 24;
    private static final int RISE = 44;
    private static final int MARGIN = 16;

    private final ModuleGraph graph;
    private final Map<Integer, List<String>> rows = new TreeMap<>();
    private final int width;
    private final int height;

    ModulePicture(ModuleGraph graph) {
        this.graph = graph;
        graph.floors()
                .forEach((m, floor) -> rows.computeIfAbsent(floor, f -> new ArrayList<>()).add(m));
        int widest = rows.values().stream().mapToInt(List::size).max().orElse(1);
        width = 2 * MARGIN + widest * (WIDTH + GAP) - GAP;
        height = 2 * MARGIN + rows.size() * (HEIGHT + RISE) - RISE;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">",
                width,
                height,
                width);
        line(svg, "<title>Modules of xcflow: an arrow means \"uses\"</title>");
        line(
                svg,
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\""
                        + " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\""
                        + " fill=\"#567\"/></marker></defs>");
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        for (ModuleGraph.Module module : graph.modules().values()) {
            module.uses().forEach(used -> arrow(svg, module.directory(), used, ""));
            String dashed = " stroke-dasharray=\"5 4\"";
            module.loads().forEach(used -> arrow(svg, module.directory(), used, dashed));
        }
        graph.modules().keySet().forEach(module -> box(svg, module));
        return svg.append("</svg>\n").toString();
    }

    private void arrow(StringBuilder svg, String from, String to, String style) {
        if (!graph.implied(from, to)) {
            line(
                    svg,
                    "<path d=\"%s\" fill=\"none\" stroke=\"#567\"%s marker-end=\"url(#tip)\"/>",
                    route(from, to),
                    style);
        }
    }

    /** Straight to the next floor; past other floors along the side, not behind their boxes. */
    private String route(String from, String to) {
        int across = x(to) - x(from);
        boolean far = graph.floors().get(from) - graph.floors().get(to) > 1;
        if (far && Math.abs(across) > WIDTH) {
            int side = x(from) + (across < 0 ? 0 : WIDTH);
            int middle = y(from) + HEIGHT / 2;
            return "M" + side + " " + middle + "H" + (x(to) + WIDTH / 2) + "V" + y(to);
        }
        return "M"
                + (x(from) + WIDTH / 2)
                + " "
                + (y(from) + HEIGHT)
                + "L"
                + (x(to) + WIDTH / 2)
                + " "
                + y(to);
    }

    private void box(StringBuilder svg, String module) {
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"#eef3f8\""
                        + " stroke=\"#567\"/>",
                x(module),
                y(module),
                WIDTH,
                HEIGHT);
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#123\">%s</text>",
                x(module) + WIDTH / 2,
                y(module) + HEIGHT / 2 + 5,
                module);
    }

    private List<String> row(String module) {
        return rows.get(graph.floors().get(module));
    }

    private int x(String module) {
        int taken = row(module).size() * (WIDTH + GAP) - GAP;
        return (width - taken) / 2 + row(module).indexOf(module) * (WIDTH + GAP);
    }

    private int y(String module) {
        return height - MARGIN - HEIGHT - graph.floors().get(module) * (HEIGHT + RISE);
    }

    /** Markdown, the highest floor first. */
    String table() {
        StringBuilder table =
                new StringBuilder("| module | what it is | uses |\n| --- | --- | --- |\n");
        List<Integer> floors = new ArrayList<>(rows.keySet());
        for (int i = floors.size() - 1; i >= 0; i--) {
            for (String name : rows.get(floors.get(i))) {
                ModuleGraph.Module module = graph.modules().get(name);
                List<String> uses = new ArrayList<>(module.uses());
                module.loads().forEach(loaded -> uses.add(loaded + " (found when it runs)"));
                line(table, "| `%s` | %s | %s |", name, module.title(), String.join(", ", uses));
            }
        }
        return table.toString();
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
