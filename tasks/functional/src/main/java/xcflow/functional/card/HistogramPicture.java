package xcflow.functional.card;

import java.util.List;
import java.util.Locale;

/** A distribution as bars, in the colours of the page around it. */
final class HistogramPicture {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;
    private static final int LEFT = 10;
    private static final int BOTTOM = 44;
    private static final int TOP = 26;

    private HistogramPicture() {}

    /**
     * @param shares of equal parts of 0 ≤ x ≤ 1
     * @param ticks places on the axis from 0 to 1, with their labels
     */
    static String of(String title, String axis, List<Double> shares, List<Tick> ticks) {
        var svg = new StringBuilder();
        svg.append(
                format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                                + " aria-label=\"%s\" font-family=\"sans-serif\" font-size=\"13\""
                                + " fill=\"currentColor\">\n",
                        WIDTH, HEIGHT, title));
        svg.append(format("<text x=\"%d\" y=\"16\">%s</text>\n", LEFT, title));
        double most = shares.stream().mapToDouble(share -> share).max().orElse(1);
        double width = (WIDTH - 2.0 * LEFT) / shares.size();
        double base = HEIGHT - BOTTOM;
        for (int i = 0; i < shares.size(); i++) {
            double height = (base - TOP) * shares.get(i) / Math.max(most, 1e-300);
            if (height > 0) {
                svg.append(
                        format(
                                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                                        + " fill=\"#0072B2\"/>\n",
                                LEFT + i * width, base - height, width - 1, Math.max(height, 0.8)));
            }
        }
        svg.append(
                format(
                        "<path d=\"M%d %.1fH%d\" stroke=\"currentColor\" fill=\"none\"/>\n",
                        LEFT, base, WIDTH - LEFT));
        for (Tick tick : ticks) {
            double x = LEFT + tick.place * (WIDTH - 2 * LEFT);
            svg.append(
                    format(
                            "<path d=\"M%.1f %.1fv5\" stroke=\"currentColor\"/><text x=\"%.1f\""
                                    + " y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
                            x, base, x, base + 18, tick.label));
        }
        svg.append(
                format(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n</svg>\n",
                        WIDTH / 2, HEIGHT - 8, withIndices(axis)));
        return svg.toString();
    }

    /** Indices below the line, as in r_s. */
    private static String withIndices(String label) {
        return label.replaceAll(
                "_(\\p{Alnum}+)",
                "<tspan dy=\"3\" font-size=\"10\">$1</tspan><tspan dy=\"-3\">\u200b</tspan>");
    }

    /** A labelled place on the axis. */
    record Tick(double place, String label) {}

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
