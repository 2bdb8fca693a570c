package xcflow.runner.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** An SVG picture in the making. Lengths in pixels, y downwards. */
final class Drawing {
    private static final String[] COLOURS = {
        "#1f5f8b", "#b3532f", "#2e7d4f", "#7a5c8e", "#c98a1b", "#4a4f54", "#3aa0a8", "#a8326e"
    };

    private final StringBuilder svg = new StringBuilder();

    Drawing(double width, double height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\""
                        + " font-family=\"system-ui,sans-serif\">"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
                width, height);
    }

    /** One of eight colours that tell lines apart. */
    static String colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    void line(double x1, double y1, double x2, double y2, String colour, double width) {
        add(
                "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    void curve(double[] x, double[] y, String colour) {
        svg.append("<path fill=\"none\" stroke-width=\"1.8\" stroke-linejoin=\"round\" stroke=\"")
                .append(colour)
                .append("\" d=\"");
        for (int i = 0; i < x.length; i++) {
            add("%s%.1f %.1f", i == 0 ? "M" : "L", x[i], y[i]);
        }
        svg.append("\"/>");
    }

    void dot(double x, double y, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\"/>", x, y, colour);
    }

    /**
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    void text(double x, double y, String anchor, String style, String content) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>",
                x, y, anchor, style, escaped(content));
    }

    /** XML has no way to write control characters. */
    private static String escaped(String content) {
        return content.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** The picture as a data URI. */
    String uri() {
        byte[] bytes = (svg + "</svg>").getBytes(StandardCharsets.UTF_8);
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private void add(String pattern, Object... values) {
        svg.append(String.format(Locale.ROOT, pattern, values));
    }
}
