package xcflow.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values lie along an axis, and the marks that stand at it. */
record Scale(double low, double high, boolean logarithmic, List<Double> ticks, int power) {
    private static final double MARGIN = 0.05;

    /**
     * A scale that holds two values and a little more.
     *
     * @param marks how many there is room for
     */
    static Scale of(double least, double most, boolean logarithmic, int marks) {
        return logarithmic ? decades(least, most, marks) : linear(least, most, marks, true);
    }

    /** A linear scale from one value to another, exactly. */
    static Scale exact(double low, double high, int marks) {
        return linear(low, high, marks, false);
    }

    private static Scale linear(double least, double most, int marks, boolean room) {
        double span = most - least;
        double low = least;
        double high = most;
        if (!(span > 1e-13 * Math.max(Math.abs(least), Math.abs(most)))) {
            double half = least == 0 ? 1 : Math.abs(least) * 0.05;
            low = least - half;
            high = most + half;
        } else if (room) {
            // Nothing is added beyond zero, where many quantities begin.
            low = least == 0 ? 0 : least - MARGIN * span;
            high = most == 0 ? 0 : most + MARGIN * span;
        }
        double step = step((high - low) / Math.max(2, marks));
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        double greatest = Math.max(Math.abs(low), Math.abs(high));
        int exponent = (int) Math.floor(Math.log10(greatest));
        return new Scale(low, high, false, ticks, exponent >= 5 || exponent <= -3 ? exponent : 0);
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            // A few marks more than asked for do no harm.
            if (factor * power >= rough * 0.7) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static Scale decades(double least, double most, int marks) {
        double low = Math.floor(Math.log10(least) + 1e-9);
        double high = Math.ceil(Math.log10(most) - 1e-9);
        if (high <= low) {
            high = low + 1;
        }
        int stride = (int) Math.max(1, Math.ceil((high - low) / Math.max(2, marks)));
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) low; exponent <= high; exponent += stride) {
            ticks.add(Math.pow(10, exponent));
        }
        return new Scale(Math.pow(10, low), Math.pow(10, high), true, ticks, 0);
    }

    /** Between 0 at the low end and 1 at the high one. */
    double at(double value) {
        return logarithmic
                ? Math.log10(Math.max(value, low) / low) / Math.log10(high / low)
                : (value - low) / (high - low);
    }

    /** What stands at a mark: as many decimals as tell it from the next. */
    String text(double tick) {
        if (logarithmic) {
            int exponent = (int) Math.round(Math.log10(tick));
            return exponent == 0 ? "1" : exponent == 1 ? "10" : "10^{" + exponent + "}";
        }
        double scaled = tick / Math.pow(10, power);
        double step = ticks.size() < 2 ? 1 : (ticks.get(1) - ticks.get(0)) / Math.pow(10, power);
        int decimals = (int) Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", scaled + 0.0);
        return text.startsWith("-") && text.matches("-0(\\.0*)?")
                ? text.substring(1)
                : text.replace('-', '−');
    }

    /** What the label of the axis has to say besides; empty if nothing. */
    String factor() {
        return power == 0 ? "" : "10^{" + power + "}";
    }
}
