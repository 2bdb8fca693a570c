package xcflow.figures;

import java.util.List;
import java.util.Locale;

/**
 * A coloured cell with its number for each pair of names. Values of both signs go from blue through
 * white to orange, others from light to dark blue, so that they are told apart with any kind of
 * colour blindness and without colours.
 */
public final class HeatMap {
    private static final double SMALL = 13;
    private static final double MOST_NAME = 200;

    private final String title;
    private final String horizontal;
    private final String vertical;
    private final Quantity quantity;
    private final List<String> columns;
    private final List<String> rows;
    private final double[][] values;
    private String caption = "";

    /**
     * @param horizontal what the columns are, likewise {@code vertical}
     * @param values by row, then by column; not a number where there is none
     */
    public HeatMap(
            String title,
            String horizontal,
            String vertical,
            Quantity quantity,
            List<String> columns,
            List<String> rows,
            double[][] values) {
        this.title = title;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantity = quantity;
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        this.values = values;
    }

    /** A sentence below the picture. */
    public HeatMap caption(String text) {
        caption = text;
        return this;
    }

    /** The finished picture. */
    public Figure figure() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : values) {
            for (double value : row) {
                if (shown(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        Sheet sheet =
                new Sheet(
                        title,
                        String.format(
                                Locale.ROOT,
                                "%s. %s for %d × %d cells of %s and %s, from %.3g to %.3g.",
                                title,
                                quantity.text(""),
                                rows.size(),
                                columns.size(),
                                vertical,
                                horizontal,
                                low,
                                high),
                        Figure.WIDTH);
        double left =
                22
                        + Math.min(
                                MOST_NAME,
                                Math.max(
                                        Label.width(vertical, SMALL),
                                        rows.stream()
                                                .mapToDouble(name -> Label.width(name, SMALL))
                                                .max()
                                                .orElse(0)));
        double cell = Math.min(96, (Figure.WIDTH - 20 - left) / Math.max(1, columns.size()));
        double height = rows.size() > 24 ? 18 : 30;
        double top = Headline.draw(sheet, title) + 46;
        sheet.text(Ink.SOFT, left, top - 28, "start", SMALL, horizontal);
        sheet.text(Ink.SOFT, left - 8, top - 28, "end", SMALL, vertical);
        for (int c = 0; c < columns.size(); c++) {
            sheet.text(
                    Ink.TEXT,
                    left + (c + 0.5) * cell,
                    top - 8,
                    "middle",
                    SMALL,
                    Label.fitting(columns.get(c), SMALL, cell - 4));
        }
        for (int r = 0; r < rows.size(); r++) {
            double y = top + r * height;
            sheet.text(
                    Ink.TEXT,
                    left - 8,
                    y + height / 2 + 4.5,
                    "end",
                    SMALL,
                    Label.fitting(rows.get(r), SMALL, MOST_NAME));
            for (int c = 0; c < columns.size(); c++) {
                cell(sheet, values[r][c], low, high, left + c * cell, y, cell, height, r, c);
            }
        }
        double y = top + rows.size() * height + 26;
        sheet.text(Ink.TEXT, left, y, "start", SMALL, "cells: " + quantity.text(""));
        sheet.height(Headline.caption(sheet, caption, y + 6));
        return new Figure(sheet);
    }

    private boolean shown(double value) {
        return Double.isFinite(value) && (!quantity.logarithmic() || value > 0);
    }

    private void cell(
            Sheet sheet,
            double value,
            double low,
            double high,
            double x,
            double y,
            double width,
            double height,
            int row,
            int column) {
        String name = rows.get(row) + ", " + columns.get(column);
        if (!shown(value)) {
            sheet.box(Ink.GRID, x + 1, y + 1, width - 2, height - 2, name + ": none");
            return;
        }
        double part;
        int[] to;
        if (low < 0 && high > 0) {
            double most = Math.max(-low, high);
            part = Math.abs(value) / most;
            to = value < 0 ? new int[] {0x00, 0x72, 0xB2} : new int[] {0xD5, 0x5E, 0x00};
        } else {
            double from = quantity.logarithmic() ? Math.log(low) : low;
            double end = quantity.logarithmic() ? Math.log(high) : high;
            double at = quantity.logarithmic() ? Math.log(value) : value;
            part = end > from ? 0.06 + 0.94 * (at - from) / (end - from) : 0.5;
            to = new int[] {0x0B, 0x3C, 0x6F};
        }
        int rgb = 0;
        for (int channel : to) {
            rgb = rgb << 8 | (int) Math.round(255 + part * (channel - 255));
        }
        sheet.box(
                Ink.fixed(rgb),
                x + 1,
                y + 1,
                width - 2,
                height - 2,
                name + ": " + RowChart.shortly(value));
        String text = RowChart.shortly(value);
        if (Label.width(text, 12) < width - 4) {
            int bright = (rgb >> 16 & 255) * 3 + (rgb >> 8 & 255) * 6 + (rgb & 255);
            sheet.text(
                    Ink.fixed(bright > 1350 ? 0x1C2429 : 0xFFFFFF),
                    x + width / 2,
                    y + height / 2 + 4.5,
                    "middle",
                    12,
                    text);
        }
    }
}
