package xcflow.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws one panel into its place on a sheet. */
final class PanelPainter {
    private static final double SMALL = 13;
    private static final double NEXT = 16;
    private static final int MOST_NAMES = 6;

    private final Sheet sheet;
    private final Panel panel;
    private final Scale x;
    private final Scale y;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;

    PanelPainter(Sheet sheet, Panel panel, Scale x, double left, double right, double top) {
        this.sheet = sheet;
        this.panel = panel;
        this.x = x;
        this.y = panel.yScale();
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = top + panel.height();
    }

    void draw(boolean marks, boolean direct) {
        shade();
        sheet.text(Ink.TEXT, left, top - 10, "start", SMALL, panel.y().text(y.factor()));
        for (double tick : y.ticks()) {
            double at = py(tick);
            boolean zero = !y.logarithmic() && Math.abs(y.at(tick) - y.at(0)) < 1e-9;
            sheet.line(zero ? Ink.AXIS : Ink.GRID, zero ? 1.2 : 1, left, at, right, at);
            sheet.text(Ink.SOFT, left - 7, at + 4.5, "end", SMALL, y.text(tick));
        }
        for (double tick : x.ticks()) {
            double at = px(tick);
            sheet.line(Ink.AXIS, 1, at, bottom, at, bottom + 4);
            if (marks) {
                sheet.text(Ink.SOFT, at, bottom + 19, "middle", SMALL, x.text(tick));
            }
        }
        sheet.line(Ink.AXIS, 1, left, bottom, right, bottom);
        if (marks) {
            sheet.text(
                    Ink.TEXT,
                    (left + right) / 2,
                    bottom + 38,
                    "middle",
                    SMALL,
                    panel.x().text(x.factor()));
        }
        panel.levels().forEach(this::level);
        panel.series().forEach(this::series);
        panel.series().forEach(this::names);
        if (direct) {
            labels();
        }
    }

    private void shade() {
        Panel.Shade shade = panel.shade();
        if (shade != null) {
            double from = px(Math.max(x.low(), shade.from()));
            double to = px(Math.min(x.high(), shade.to()));
            sheet.box(Ink.SHADE, from, top, to - from, bottom - top, shade.label());
            sheet.text(Ink.SOFT, from + 6, bottom - 7, "start", 12, shade.label());
        }
    }

    private void level(Panel.Level level) {
        double at = py(level.at());
        sheet.path(Ink.SOFT, 1.1, true, new double[] {left, at, right, at});
        if (!level.label().isEmpty()) {
            sheet.text(Ink.SOFT, right - 4, at - 5, "end", 12, level.label());
        }
    }

    private void series(Panel.Series series) {
        boolean guide = series.style() == Panel.Style.GUIDE;
        Ink ink = guide ? Ink.AXIS : Ink.series(series.colour());
        double[] points = new double[2 * series.x().length];
        for (int i = 0; i < series.x().length; i++) {
            points[2 * i] = px(series.x()[i]);
            points[2 * i + 1] = py(series.y()[i]);
            if (i < series.errors().length && series.errors()[i] > 0) {
                errorBar(ink, points[2 * i], series.y()[i], series.errors()[i]);
            }
        }
        if (series.style() != Panel.Style.POINTS) {
            sheet.path(ink, guide ? 1.2 : 2.2, series.style() == Panel.Style.DASHED, points);
        }
        boolean marked =
                series.style() == Panel.Style.POINTS
                        || series.errors().length > 0
                        || series.x().length <= 1;
        for (int i = 0; marked && i < series.x().length; i++) {
            if (Double.isFinite(points[2 * i]) && Double.isFinite(points[2 * i + 1])) {
                String name = i < series.names().size() ? series.names().get(i) : "";
                sheet.mark(ink, series.colour(), points[2 * i], points[2 * i + 1], name);
            }
        }
    }

    private void errorBar(Ink ink, double at, double value, double error) {
        double low = py(y.logarithmic() ? Math.max(value - error, y.low()) : value - error);
        double high = py(value + error);
        sheet.line(ink, 1.6, at, low, at, high);
        sheet.line(ink, 1.6, at - 4, low, at + 4, low);
        sheet.line(ink, 1.6, at - 4, high, at + 4, high);
    }

    /** The names of the points that are farthest from zero, where there is room. */
    private void names(Panel.Series series) {
        if (series.names().isEmpty()) {
            return;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < Math.min(series.names().size(), series.x().length); i++) {
            if (Double.isFinite(series.y()[i]) && !series.names().get(i).isEmpty()) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble(i -> -Math.abs(series.y()[i])));
        List<double[]> taken = new ArrayList<>();
        for (int i : order) {
            if (taken.size() >= MOST_NAMES) {
                return;
            }
            double width = Label.width(series.names().get(i), 11.5);
            double atX = px(series.x()[i]);
            boolean toLeft = atX + 9 + width > right;
            double from = toLeft ? atX - 9 - width : atX + 9;
            double atY = py(series.y()[i]) + 4;
            if (!onMark(from, from + width, atY)
                    && taken.stream()
                            .noneMatch(
                                    t ->
                                            Math.abs(t[2] - atY) < 13
                                                    && from < t[1]
                                                    && from + width > t[0])) {
                taken.add(new double[] {from, from + width, atY});
                sheet.text(Ink.SOFT, from, atY, "start", 11.5, series.names().get(i));
            }
        }
    }

    /** Whether a name would lie on a point. */
    private boolean onMark(double from, double to, double baseline) {
        return panel.series().stream()
                .filter(series -> series.style() == Panel.Style.POINTS)
                .anyMatch(
                        series ->
                                java.util.stream.IntStream.range(0, series.x().length)
                                        .anyMatch(
                                                i ->
                                                        px(series.x()[i]) > from - 4
                                                                && px(series.x()[i]) < to + 4
                                                                && py(series.y()[i]) > baseline - 15
                                                                && py(series.y()[i])
                                                                        < baseline + 5));
    }

    /** The names of curves at their right ends, moved apart where they would lie on each other. */
    private void labels() {
        record End(String label, int colour, double wanted) {}
        List<End> ends = new ArrayList<>();
        for (Panel.Series series : panel.series()) {
            int last = series.x().length - 1;
            while (last >= 0 && !Double.isFinite(series.y()[last])) {
                last--;
            }
            if (last >= 0 && series.labelled() && !series.label().isEmpty()) {
                ends.add(new End(series.label(), series.colour(), py(series.y()[last])));
            }
        }
        ends.sort(Comparator.comparingDouble(End::wanted));
        double[] at = new double[ends.size()];
        double free = top;
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.max(free, ends.get(i).wanted());
            free = at[i] + NEXT;
        }
        double limit = bottom;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.min(at[i], limit);
            limit = at[i] - NEXT;
        }
        for (int i = 0; i < at.length; i++) {
            End end = ends.get(i);
            Ink ink = Ink.series(end.colour());
            sheet.line(ink, 1, right + 2, end.wanted(), right + 12, at[i]);
            sheet.text(ink, right + 15, at[i] + 4.5, "start", SMALL, end.label());
        }
    }

    private double px(double value) {
        return left + (right - left) * x.at(value);
    }

    private double py(double value) {
        return bottom - (bottom - top) * y.at(value);
    }
}
