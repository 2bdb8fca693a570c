package xcflow.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * A value for each of several names: bars, or boxes of many values, that lie below each other so
 * that names of any length can be read. Names may have several series, each in its colour.
 */
public final class RowChart {
    private static final double SMALL = 13;
    private static final double MOST_NAME = 240;

    private final String title;
    private final Quantity axis;
    private final List<Row> rows = new ArrayList<>();
    private String caption = "";

    private record Row(String name, String series, double[] values, double error, boolean box) {}

    public RowChart(String title, Quantity axis) {
        this.title = title;
        this.axis = axis;
    }

    /**
     * A bar from zero; on a logarithmic axis a point.
     *
     * @param error how far the error bar reaches; not a number or 0: there is none
     */
    public RowChart bar(String name, String series, double value, double error) {
        rows.add(new Row(name, series, new double[] {value}, error, false));
        return this;
    }

    /**
     * A box from the first to the third quartile, whiskers to the ends, and all values as points.
     */
    public RowChart box(String name, String series, double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (known.length > 0) {
            rows.add(new Row(name, series, known, 0, true));
        }
        return this;
    }

    /** A sentence below the picture. */
    public RowChart caption(String text) {
        caption = text;
        return this;
    }

    /** The finished picture. */
    public Figure figure() {
        Set<String> names = new LinkedHashSet<>();
        List<String> series = new ArrayList<>();
        for (Row row : rows) {
            names.add(row.name());
            if (!series.contains(row.series())) {
                series.add(row.series());
            }
        }
        Sheet sheet = new Sheet(title, description(series), Figure.WIDTH);
        double top = Headline.draw(sheet, title) + 14;
        double left =
                18
                        + Math.min(
                                MOST_NAME,
                                names.stream()
                                        .mapToDouble(name -> Label.width(name, SMALL))
                                        .max()
                                        .orElse(0));
        double right = Figure.WIDTH - 74;
        Scale scale = scale();
        double thickness = series.size() > 1 ? 15 : 20;
        double group = Math.max(30, 12 + thickness * series.size());
        double bottom = top + group * names.size();
        for (double tick : scale.ticks()) {
            double x = left + (right - left) * scale.at(tick);
            boolean zero = !scale.logarithmic() && tick == 0;
            sheet.line(zero ? Ink.AXIS : Ink.GRID, zero ? 1.2 : 1, x, top, x, bottom);
            sheet.text(Ink.SOFT, x, bottom + 19, "middle", SMALL, scale.text(tick));
        }
        sheet.text(
                Ink.TEXT,
                (left + right) / 2,
                bottom + 38,
                "middle",
                SMALL,
                axis.text(scale.factor()));
        double y = top;
        for (String name : names) {
            sheet.text(
                    Ink.TEXT,
                    left - 8,
                    y + group / 2 + 4.5,
                    "end",
                    SMALL,
                    Label.fitting(name, SMALL, MOST_NAME));
            double at = y + (group - thickness * series.size()) / 2;
            for (int s = 0; s < series.size(); s++) {
                for (Row row : rows) {
                    if (row.name().equals(name) && row.series().equals(series.get(s))) {
                        draw(sheet, row, scale, s, left, right, at, thickness - 3);
                    }
                }
                at += thickness;
            }
            y += group;
        }
        y = bottom + 48;
        if (series.size() > 1) {
            y = legend(sheet, series, y);
        }
        sheet.height(Headline.caption(sheet, caption, y));
        return new Figure(sheet);
    }

    private Scale scale() {
        double[] ends =
                rows.stream()
                        .flatMapToDouble(
                                row ->
                                        Arrays.stream(row.values())
                                                .flatMap(
                                                        v ->
                                                                row.error() > 0
                                                                        ? DoubleStream.of(
                                                                                v - row.error(),
                                                                                v + row.error())
                                                                        : DoubleStream.of(v)))
                        .filter(v -> Double.isFinite(v) && (!axis.logarithmic() || v > 0))
                        .toArray();
        double low = Arrays.stream(ends).min().orElse(axis.logarithmic() ? 0.1 : 0);
        double high = Arrays.stream(ends).max().orElse(1);
        boolean boxes = rows.stream().allMatch(Row::box);
        // A bar begins at zero, whatever its length.
        return axis.logarithmic() || boxes
                ? Scale.of(low, high, axis.logarithmic(), 6)
                : Scale.of(Math.min(0, low), Math.max(0, high), false, 6);
    }

    private void draw(
            Sheet sheet,
            Row row,
            Scale scale,
            int series,
            double left,
            double right,
            double y,
            double thickness) {
        Ink ink = Ink.series(series);
        double middle = y + thickness / 2;
        if (row.box()) {
            Box box = new Box(sheet, ink, v -> left + (right - left) * scale.at(v));
            box.draw(row.values(), y, thickness, row.name());
            return;
        }
        double value = row.values()[0];
        if (!Double.isFinite(value) || axis.logarithmic() && value <= 0) {
            sheet.text(Ink.SOFT, left + 6, middle + 4.5, "start", 12, "missing");
            return;
        }
        double at = left + (right - left) * scale.at(value);
        double end = at;
        if (axis.logarithmic()) {
            sheet.mark(ink, series, at, middle, row.name());
        } else {
            double zero = left + (right - left) * scale.at(0);
            sheet.box(ink, Math.min(zero, at), y, Math.abs(at - zero), thickness, row.name());
            end = Math.max(zero, at);
        }
        if (row.error() > 0) {
            double from = left + (right - left) * Math.max(0, scale.at(value - row.error()));
            double to = left + (right - left) * scale.at(value + row.error());
            sheet.line(Ink.TEXT, 1.5, from, middle, to, middle);
            sheet.line(Ink.TEXT, 1.5, from, middle - 4, from, middle + 4);
            sheet.line(Ink.TEXT, 1.5, to, middle - 4, to, middle + 4);
            end = Math.max(end, to);
        }
        sheet.text(
                Ink.SOFT,
                end + (axis.logarithmic() ? 10 : 6),
                middle + 4.5,
                "start",
                12,
                shortly(value));
    }

    /** Three digits, a power of ten only where there must be one. */
    static String shortly(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "missing";
        } else if (value == 0) {
            return "0";
        } else if (size >= 1e-3 && size < 1e5) {
            int decimals = (int) Math.max(0, 2 - Math.floor(Math.log10(size)));
            return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
        }
        String[] parts = String.format(Locale.ROOT, "%.2e", value).split("e");
        return parts[0].replace('-', '−') + "·10^{" + Integer.parseInt(parts[1]) + "}";
    }

    private static double legend(Sheet sheet, List<String> series, double top) {
        double x = 16;
        double y = top + 12;
        for (int i = 0; i < series.size(); i++) {
            String label = Label.fitting(series.get(i), SMALL, Figure.WIDTH - 80);
            double width = 26 + Label.width(label, SMALL) + 16;
            if (x > 16 && x + width > Figure.WIDTH - 8) {
                x = 16;
                y += 21;
            }
            sheet.box(Ink.series(i), x, y - 10, 14, 11, "");
            sheet.text(Ink.TEXT, x + 21, y, "start", SMALL, label);
            x += width;
        }
        return y + 10;
    }

    private String description(List<String> series) {
        StringBuilder text = new StringBuilder(title).append(". ").append(axis.text(""));
        int shown = Math.min(rows.size(), 12);
        for (Row row : rows.subList(0, shown)) {
            text.append("; ").append(row.name());
            if (series.size() > 1) {
                text.append(", ").append(row.series());
            }
            double[] v = row.values();
            text.append(' ')
                    .append(
                            row.box()
                                    ? shortly(v[0]) + " to " + shortly(v[v.length - 1])
                                    : shortly(v[0]));
        }
        if (shown < rows.size()) {
            text.append("; and ").append(rows.size() - shown).append(" more");
        }
        return text.append('.').toString();
    }
}
