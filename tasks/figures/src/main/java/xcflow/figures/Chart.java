package xcflow.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Panels below each other over one horizontal axis: curves and points, and below them differences
 * that are too small to be seen above. Curves are named at their ends, many of them in a legend.
 */
public final class Chart {
    private static final double SMALL = 13;
    private static final double MOST_MARGIN = 210;
    private static final int MOST_DIRECT = 9;

    private final String title;
    private final List<Panel> panels = new ArrayList<>();
    private String caption = "";

    public Chart(String title) {
        this.title = title;
    }

    /** A further panel, below the others. */
    public Panel panel(Quantity x, Quantity y) {
        Panel panel = new Panel(x, y);
        panels.add(panel);
        return panel;
    }

    /** A sentence below the picture. */
    public Chart caption(String text) {
        caption = text;
        return this;
    }

    /** The finished picture. */
    public Figure figure() {
        List<Panel> shown = panels.stream().filter(panel -> !panel.isEmpty()).toList();
        Sheet sheet =
                new Sheet(
                        title,
                        title
                                + ". "
                                + shown.stream()
                                        .map(Panel::description)
                                        .collect(Collectors.joining(" "))
                                + (caption.isEmpty() ? "" : " " + caption),
                        Figure.WIDTH);
        double y = Headline.draw(sheet, title);
        boolean direct = direct(shown);
        double left = 16 + shown.stream().mapToDouble(Chart::widestMark).max().orElse(20);
        double right = Figure.WIDTH - (direct ? margin(shown) : 26);
        for (int i = 0; i < shown.size(); i++) {
            Panel panel = shown.get(i);
            boolean last = i == shown.size() - 1 || !panel.x().equals(shown.get(i + 1).x());
            y += 28;
            new PanelPainter(sheet, panel, xScale(shown, panel), left, right, y).draw(last, direct);
            y += panel.height() + (last ? 48 : 14);
        }
        if (!direct) {
            y = legend(sheet, shown, y);
        }
        sheet.height(Headline.caption(sheet, caption, y));
        return new Figure(sheet);
    }

    /** Panels of the same axis have the same scale, so that they can be compared. */
    private static Scale xScale(List<Panel> panels, Panel panel) {
        List<Panel> same = panels.stream().filter(p -> p.x().equals(panel.x())).toList();
        double low = same.stream().flatMapToDouble(Panel::xs).min().orElse(0);
        double high = same.stream().flatMapToDouble(Panel::xs).max().orElse(1);
        boolean onlyCurves =
                same.stream()
                        .flatMap(p -> p.series().stream())
                        .noneMatch(s -> s.style() == Panel.Style.POINTS);
        return onlyCurves && !panel.x().logarithmic() && high > low
                ? Scale.exact(low, high, 8)
                : Scale.of(low, high, panel.x().logarithmic(), 8);
    }

    private static double widestMark(Panel panel) {
        Scale scale = panel.yScale();
        return scale.ticks().stream()
                .mapToDouble(tick -> Label.width(scale.text(tick), SMALL))
                .max()
                .orElse(20);
    }

    /** Whether names stand at the ends of curves; points have no ends. */
    private static boolean direct(List<Panel> panels) {
        for (Panel panel : panels) {
            List<Panel.Series> named =
                    panel.series().stream().filter(Panel.Series::labelled).toList();
            if (named.size() > MOST_DIRECT
                    || named.stream().anyMatch(s -> s.style() == Panel.Style.POINTS)) {
                return false;
            }
        }
        return margin(panels) <= MOST_MARGIN;
    }

    private static double margin(List<Panel> panels) {
        return 24
                + panels.stream()
                        .flatMap(panel -> panel.series().stream())
                        .filter(Panel.Series::labelled)
                        .mapToDouble(s -> Label.width(s.label(), SMALL))
                        .max()
                        .orElse(0);
    }

    private static double legend(Sheet sheet, List<Panel> panels, double top) {
        Map<String, Panel.Series> named = new LinkedHashMap<>();
        for (Panel panel : panels) {
            panel.series().stream()
                    .filter(series -> series.labelled() && !series.label().isEmpty())
                    .forEach(series -> named.putIfAbsent(series.label(), series));
        }
        double x = 16;
        double y = top + 14;
        for (Panel.Series series : named.values()) {
            String label = Label.fitting(series.label(), SMALL, Figure.WIDTH - 80);
            double width = 34 + Label.width(label, SMALL) + 18;
            if (x > 16 && x + width > Figure.WIDTH - 8) {
                x = 16;
                y += 21;
            }
            Ink ink = Ink.series(series.colour());
            if (series.style() == Panel.Style.POINTS) {
                sheet.mark(ink, series.colour(), x + 12, y - 4.5, "");
            } else {
                sheet.path(
                        ink,
                        2.2,
                        series.style() == Panel.Style.DASHED,
                        new double[] {x, y - 4.5, x + 24, y - 4.5});
            }
            sheet.text(Ink.TEXT, x + 31, y, "start", SMALL, label);
            x += width;
        }
        return named.isEmpty() ? top : y + 10;
    }
}
