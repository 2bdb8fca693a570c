package xcflow.figures;

import java.util.function.DoubleUnaryOperator;

/**
 * Draws the spread of values: a box between the quartiles, whiskers to the ends, and the values.
 */
record Box(Sheet sheet, Ink ink, DoubleUnaryOperator at) {

    /**
     * @param values in ascending order
     */
    void draw(double[] values, double y, double thickness, String name) {
        double middle = y + thickness / 2;
        double low = at.applyAsDouble(values[0]);
        double high = at.applyAsDouble(values[values.length - 1]);
        if (values.length >= 3) {
            double first = at.applyAsDouble(quantile(values, 0.25));
            double third = at.applyAsDouble(quantile(values, 0.75));
            double median = at.applyAsDouble(quantile(values, 0.5));
            sheet.line(ink, 1.4, low, middle, first, middle);
            sheet.line(ink, 1.4, third, middle, high, middle);
            for (double end : new double[] {low, high}) {
                sheet.line(ink, 1.4, end, y + 3, end, y + thickness - 3);
            }
            sheet.path(
                    ink,
                    1.6,
                    false,
                    new double[] {
                        first, y, third, y, third, y + thickness, first, y + thickness, first, y
                    });
            sheet.line(ink, 3, median, y, median, y + thickness);
        }
        for (double value : values) {
            sheet.mark(ink, 4, at.applyAsDouble(value), middle, name);
        }
    }

    /** Between the values on either side, as R does by default (Hyndman and Fan 1996, type 7). */
    static double quantile(double[] ascending, double part) {
        double place = part * (ascending.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }
}
