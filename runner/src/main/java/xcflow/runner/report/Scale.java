package xcflow.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A linear scale with round marks. */
record Scale(double low, double high, double step) {
    private static final int MOST_MARKS = 5;

    /** A scale that holds two values and a little more. */
    static Scale around(double least, double most) {
        double span = most - least;
        if (!(span > 0)) {
            span = Math.max(Math.abs(most), 1e-3);
        }
        double rough = span / MOST_MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (factor * power >= rough) {
                step = factor * power;
                break;
            }
        }
        double margin = 0.06 * span;
        return new Scale(least - margin, most + margin, step);
    }

    /** Where a value lies between the positions of the two ends, in pixels. */
    double at(double value, double start, double end) {
        return start + (end - start) * (value - low) / (high - low);
    }

    /** Multiples of the step on the scale. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A mark with as many decimals as tell it from the next. */
    String text(double tick) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return decimals > 5
                ? String.format(Locale.ROOT, "%.0e", tick)
                : String.format(Locale.ROOT, "%." + decimals + "f", tick);
    }
}
