package xcflow.runner.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves as an SVG element for a page. Curves are told apart by colour and by dashes, and labelled
 * at their ends.
 */
final class LinePlot {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 360;
    private static final double LEFT = 62;
    private static final double RIGHT = 150;
    private static final double TOP = 16;
    private static final double BOTTOM = 46;
    private static final String[] DASHES = {"", "7 3", "2 3", "9 3 2 3", "4 4", "12 4"};
    private static final int MOST = 12;

    private final String abscissa;
    private final String ordinate;
    private final boolean logarithmic;
    private final List<Line> lines = new ArrayList<>();

    /** A curve. */
    record Line(String label, double[] x, double[] y) {}

    LinePlot(String abscissa, String ordinate, boolean logarithmic) {
        this.abscissa = abscissa;
        this.ordinate = ordinate;
        this.logarithmic = logarithmic;
    }

    /** Adds a curve; the first twelve are drawn. */
    LinePlot add(String label, double[] x, double[] y) {
        if (lines.size() < MOST) {
            lines.add(new Line(label, x, y));
        }
        return this;
    }

    private double scaled(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    private boolean drawable(Line line, int i) {
        return Double.isFinite(line.x()[i]) && Double.isFinite(scaled(line.y()[i]));
    }

    /** The element; empty if there is nothing to draw. */
    String svg() {
        double[] across = {Double.MAX_VALUE, -Double.MAX_VALUE};
        double[] up = {Double.MAX_VALUE, -Double.MAX_VALUE};
        for (Line line : lines) {
            for (int i = 0; i < line.x().length; i++) {
                if (drawable(line, i)) {
                    across[0] = Math.min(across[0], line.x()[i]);
                    across[1] = Math.max(across[1], line.x()[i]);
                    up[0] = Math.min(up[0], scaled(line.y()[i]));
                    up[1] = Math.max(up[1], scaled(line.y()[i]));
                }
            }
        }
        if (across[0] > across[1]) {
            return "";
        }
        widen(across, 0);
        widen(up, 0.05);
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"lines\" viewBox=\"0 0 ")
                .append(text(WIDTH))
                .append(' ')
                .append(text(HEIGHT))
                .append("\" role=\"img\" aria-label=\"")
                .append(escaped(ordinate + " over " + abscissa + ": " + names()))
                .append("\">");
        axes(svg, across, up);
        labels(svg, across, up);
        return svg.append("</svg>").toString();
    }

    private String names() {
        return String.join(", ", lines.stream().map(Line::label).toList());
    }

    private static void widen(double[] range, double by) {
        double span = range[1] - range[0];
        if (span <= 0) {
            double around = Math.max(1e-12, Math.abs(range[0]) * 0.1);
            range[0] -= around;
            range[1] += around;
        } else {
            range[0] -= by * span;
            range[1] += by * span;
        }
    }

    private static double x(double value, double[] range) {
        return LEFT + (value - range[0]) / (range[1] - range[0]) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double[] range) {
        return HEIGHT
                - BOTTOM
                - (value - range[0]) / (range[1] - range[0]) * (HEIGHT - TOP - BOTTOM);
    }

    private void axes(StringBuilder svg, double[] across, double[] up) {
        for (double tick : ticks(across)) {
            double at = x(tick, across);
            svg.append(
                    format(
                            "<path class=\"rule\" d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                            at, TOP, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 17, number(tick)));
        }
        for (double tick : ticks(up)) {
            double at = y(tick, up);
            String label = logarithmic ? "10" + exponent(tick) : number(tick);
            svg.append(
                    format(
                            "<path class=\"rule\" d=\"M%.1f %.1fH%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                            LEFT, at, WIDTH - RIGHT, LEFT - 7, at + 4, label));
        }
        svg.append(
                format(
                        "<text class=\"title\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, escaped(abscissa)));
        svg.append(
                format(
                        "<text class=\"title\" transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                        (TOP + HEIGHT - BOTTOM) / 2, escaped(ordinate)));
    }

    private static String exponent(double tick) {
        String digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        StringBuilder text = new StringBuilder();
        for (char c : Long.toString(Math.round(tick)).toCharArray()) {
            text.append(c == '-' ? '⁻' : digits.charAt(c - '0'));
        }
        return text.toString();
    }

    private List<Double> ticks(double[] range) {
        double rough = (range[1] - range[0]) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double ratio = rough / power;
        double nice = power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
        double step = logarithmic ? Math.max(1, Math.rint(nice)) : nice;
        List<Double> ticks = new ArrayList<>();
        for (double t = Math.ceil(range[0] / step) * step; t <= range[1] + step / 1e6; t += step) {
            ticks.add(Math.abs(t) < step / 1e6 ? 0 : t);
        }
        return ticks;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e5)) {
            int power = (int) Math.floor(Math.log10(size));
            return trimmed(value / Math.pow(10, power)) + "·10" + exponent(power);
        }
        return trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceFirst("0+$", "").replaceFirst("\\.$", "").replace("-", "−");
    }

    /** The curves, and their labels at their ends, moved apart where they would meet. */
    private void labels(StringBuilder svg, double[] across, double[] up) {
        double[] at = new double[lines.size()];
        for (int n = 0; n < lines.size(); n++) {
            Line line = lines.get(n);
            StringBuilder path = new StringBuilder();
            boolean drawing = false;
            at[n] = HEIGHT - BOTTOM;
            for (int i = 0; i < line.x().length; i++) {
                if (!drawable(line, i)) {
                    drawing = false;
                    continue;
                }
                at[n] = y(scaled(line.y()[i]), up);
                path.append(
                        format("%s%.1f %.1f", drawing ? "L" : "M", x(line.x()[i], across), at[n]));
                drawing = true;
            }
            svg.append(
                    format(
                            "<path class=\"curve c%d\" stroke-dasharray=\"%s\" d=\"%s\"/>",
                            n % 6, DASHES[n % DASHES.length], path));
        }
        List<Integer> order = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            order.add(n);
        }
        order.sort(java.util.Comparator.comparingDouble(n -> at[n]));
        double above = TOP - 4;
        for (int n : order) {
            double place = Math.max(at[n] + 4, above + 15);
            above = place;
            svg.append(
                    format(
                            "<text class=\"label c%d\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                            n % 6, WIDTH - RIGHT + 8, place, escaped(lines.get(n).label())));
        }
    }

    private static String text(double number) {
        return format("%.0f", number);
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }

    static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
