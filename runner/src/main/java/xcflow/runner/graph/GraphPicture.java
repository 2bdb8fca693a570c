package xcflow.runner.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.figures.Label;

/**
 * A graph as SVG. All colours come from the style sheet {@link #STYLE}, whose variables a page can
 * set, so that the picture is light or dark as the page is; states have a sign besides their
 * colour; text is text. Nothing in the picture needs a script or an inline style.
 */
public final class GraphPicture {
    /** Width that pages have for a picture; the layout that is larger there is taken. */
    private static final double PAGE = 1200;

    /** Size of titles, a little more since they are bold. */
    private static final double BOLD = 14.6;

    private static final double SMALL = 11.5;
    private static final double LINE = 16;
    private static final double PAD = 10;
    private static final double WIDEST = 330;
    private static final double SIGN = 7;
    private static final double BEND = 6;
    private static final double TIP = 7;

    /** Style sheet of the pictures, for the page that has them inside. */
    public static final String STYLE =
            """
            .xg{--g-paper:#fff;--g-ink:#1c2429;--g-soft:#56616a;--g-line:#8b959d;--g-rim:#b4bec6;\
            --g-fun:#e3eefa;--g-exe:#f7f1e1;--g-art:#e9f4e6;\
            --g-ok:#2e7d4f;--g-cached:#3c6f9f;--g-bad:#b3372f;--g-run:#96650b;--g-off:#66717a;--g-stop:#7a5c8e;--g-sign:#fff;\
            display:block;max-width:100%;height:auto;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            @media(prefers-color-scheme:dark){.xg{--g-paper:#1b2126;--g-ink:#e6eaed;--g-soft:#a7b2ba;--g-line:#7f8b94;--g-rim:#4a555d;\
            --g-fun:#1d3248;--g-exe:#3a3320;--g-art:#203526;\
            --g-ok:#5fbf86;--g-cached:#7db1e0;--g-bad:#f08a80;--g-run:#e2b04c;--g-off:#98a3ab;--g-stop:#bf9fd4;--g-sign:#14191d}}
            .xg .gw{fill:var(--g-paper)}.xg .gb{fill:var(--g-paper);stroke:var(--g-rim)}.xg .FUNCTIONAL .gb{fill:var(--g-fun)}.xg .EXECUTION .gb{fill:var(--g-exe)}.xg .ARTEFACT .gb{fill:var(--g-art)}
            .xg .gt{font-size:13px;font-weight:600;fill:var(--g-ink)}.xg .gl,.xg .gc{font-size:11.5px;fill:var(--g-soft)}.xg .ge{font-size:11px;fill:var(--g-soft)}
            .xg .ga{fill:none;stroke:var(--g-line);stroke-width:1.4}.xg .gp{fill:var(--g-line)}
            .xg a:hover .gb,.xg a:focus .gb{stroke:var(--g-ink);stroke-width:2}.xg a:focus{outline:none}
            .xg .gs{fill:none;stroke:var(--g-sign);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
            .xg .d-off{fill:var(--g-off)}.xg .d-SUCCEEDED{fill:var(--g-ok)}.xg .d-CACHED{fill:var(--g-cached)}.xg .d-FAILED{fill:var(--g-bad)}\
            .xg .d-RUNNING{fill:var(--g-run)}.xg .d-CANCELLED{fill:var(--g-stop)}
            @media print{.xg{--g-paper:#fff;--g-ink:#000;--g-soft:#444;--g-line:#777;--g-rim:#999;--g-fun:#e3eefa;--g-exe:#f7f1e1;--g-art:#e9f4e6;\
            --g-ok:#2e7d4f;--g-cached:#3c6f9f;--g-bad:#b3372f;--g-run:#96650b;--g-off:#66717a;--g-stop:#7a5c8e;--g-sign:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
            """;

    private final Diagram graph;
    private final Map<String, Layout.Size> sizes = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();

    private GraphPicture(Diagram graph) {
        this.graph = graph;
        graph.boxes().forEach(box -> sizes.put(box.id(), size(box)));
    }

    /** An {@code <svg>} element for a page that has {@link #STYLE}; empty without boxes. */
    public static String element(Diagram graph) {
        return graph.boxes().isEmpty() ? "" : new GraphPicture(graph).draw("");
    }

    /** A document that stands alone. */
    public static String document(Diagram graph) {
        return new GraphPicture(graph)
                        .draw(
                                "<style>"
                                        + STYLE
                                        + "</style><rect class=\"gw\" width=\"100%\" height=\"100%\"/>")
                + "\n";
    }

    private String draw(String first) {
        Layout layout = layout();
        svg.append(
                format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"xg\" viewBox=\"0 0 %s %s\""
                                + " width=\"%s\" height=\"%s\" role=\"%s\" aria-label=\"%s\">",
                        number(layout.width()),
                        number(layout.height()),
                        number(layout.width()),
                        number(layout.height()),
                        graph.boxes().stream().anyMatch(box -> box.link().isPresent())
                                ? "group"
                                : "img",
                        Xml.escaped(graph.title())));
        svg.append(first);
        layout.routes().forEach(this::arrow);
        graph.boxes().forEach(box -> box(box, layout.boxes().get(box.id())));
        return svg.append("</svg>").toString();
    }

    /** From left to right as time is read, unless the page shows it larger from top to bottom. */
    private Layout layout() {
        Layout right = Layout.of(graph, sizes, false);
        if (right.width() <= PAGE) {
            return right;
        }
        Layout down = Layout.of(graph, sizes, true);
        return down.width() < right.width() ? down : right;
    }

    static Layout.Size size(Diagram.Box box) {
        double width = Label.width(box.title(), BOLD);
        for (String line : box.lines()) {
            width = Math.max(width, Label.width(line, SMALL));
        }
        double signs = box.states().size() * (2 * SIGN + 4 + 10) - 10.0;
        for (int count : box.states().values()) {
            signs += Label.width(Integer.toString(count), SMALL);
        }
        width = Math.min(WIDEST, Math.max(90, Math.max(width, signs)));
        double lines = 1 + box.lines().size() + (box.states().isEmpty() ? 0 : 1.2);
        double round = box.kind() == Diagram.Kind.FUNCTIONAL ? 8 : 0;
        return new Layout.Size(
                Math.ceil(width + 2 * PAD + 2 * round), Math.ceil(lines * LINE + 12));
    }

    private void arrow(Layout.Route route) {
        List<Layout.Point> points = route.points();
        if (points.size() < 2) {
            return;
        }
        Layout.Point end = points.get(points.size() - 1);
        Layout.Point before = points.get(points.size() - 2);
        double length = Math.hypot(end.x() - before.x(), end.y() - before.y());
        double dx = length == 0 ? 1 : (end.x() - before.x()) / length;
        double dy = length == 0 ? 0 : (end.y() - before.y()) / length;
        svg.append("<g>");
        if (!route.arrow().title().isEmpty()) {
            svg.append("<title>").append(Xml.escaped(route.arrow().title())).append("</title>");
        }
        svg.append("<path class=\"ga\" d=\"")
                .append(rounded(points, end.x() - TIP * dx, end.y() - TIP * dy))
                .append("\"/>")
                .append(
                        format(
                                "<path class=\"gp\" d=\"M%s %sL%s %sL%s %sz\"/>",
                                number(end.x()),
                                number(end.y()),
                                number(end.x() - TIP * dx - TIP / 2 * dy),
                                number(end.y() - TIP * dy + TIP / 2 * dx),
                                number(end.x() - TIP * dx + TIP / 2 * dy),
                                number(end.y() - TIP * dy - TIP / 2 * dx)));
        if (route.label() != null) {
            svg.append(
                    format(
                            "<text class=\"ge\" x=\"%s\" y=\"%s\">%s</text>",
                            number(route.label().x() + 2),
                            number(route.label().y() + route.label().height() - 4),
                            Xml.escaped(route.arrow().label())));
        }
        svg.append("</g>");
    }

    /** A path with round corners. */
    private static String rounded(List<Layout.Point> points, double endX, double endY) {
        StringBuilder path = new StringBuilder();
        path.append('M').append(number(points.get(0).x()));
        path.append(' ').append(number(points.get(0).y()));
        for (int i = 1; i < points.size() - 1; i++) {
            Layout.Point corner = points.get(i);
            Layout.Point in = towards(corner, points.get(i - 1));
            Layout.Point out = towards(corner, points.get(i + 1));
            path.append(
                    format(
                            "L%s %sQ%s %s %s %s",
                            number(in.x()),
                            number(in.y()),
                            number(corner.x()),
                            number(corner.y()),
                            number(out.x()),
                            number(out.y())));
        }
        return path.append('L').append(number(endX)).append(' ').append(number(endY)).toString();
    }

    private static Layout.Point towards(Layout.Point from, Layout.Point to) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        double part = length == 0 ? 0 : Math.min(BEND, length / 2) / length;
        return new Layout.Point(
                from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y()));
    }

    private void box(Diagram.Box box, Layout.Area area) {
        box.link().ifPresent(link -> svg.append(format("<a href=\"%s\">", Xml.escaped(link))));
        svg.append(format("<g class=\"%s\" data-box=\"%s\">", box.kind(), Xml.escaped(box.id())));
        svg.append("<title>").append(Xml.escaped(described(box))).append("</title>");
        boolean round = box.kind() == Diagram.Kind.FUNCTIONAL;
        svg.append(
                format(
                        "<rect class=\"gb\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>",
                        number(area.x()),
                        number(area.y()),
                        number(area.width()),
                        number(area.height()),
                        number(round ? Math.min(20, area.height() / 2) : 6)));
        double x = area.x() + PAD + (round ? 8 : 0);
        double room = area.width() - 2 * (x - area.x());
        double y = area.y() + LINE + 2;
        text("gt", x, y, Label.fitting(box.title(), BOLD, room));
        for (String line : box.lines()) {
            y += LINE;
            text("gl", x, y, Label.fitting(line, SMALL, room));
        }
        y += LINE * 1.2;
        for (Map.Entry<String, Integer> state : box.states().entrySet()) {
            svg.append(Signs.of(state.getKey(), x + SIGN, y - 4, SIGN));
            String count = state.getValue().toString();
            text("gc", x + 2 * SIGN + 4, y, count);
            x += 2 * SIGN + 14 + Label.width(count, SMALL);
        }
        svg.append("</g>");
        box.link().ifPresent(link -> svg.append("</a>"));
    }

    private static String described(Diagram.Box box) {
        StringBuilder text = new StringBuilder(box.title());
        box.lines().forEach(line -> text.append('\n').append(line));
        box.states()
                .forEach(
                        (state, count) ->
                                text.append('\n')
                                        .append(count)
                                        .append(' ')
                                        .append(state.toLowerCase(Locale.ROOT)));
        return text.toString();
    }

    private void text(String style, double x, double y, String content) {
        svg.append(
                format(
                        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                        style, number(x), number(y), Xml.escaped(content)));
    }

    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
