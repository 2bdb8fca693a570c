package xcflow.figures;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A sheet as SVG with text as text, light or dark as the reader prefers. */
final class SvgWriter {
    private static final String FONT =
            "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";

    private final StringBuilder svg = new StringBuilder();

    private SvgWriter() {}

    static String write(Sheet sheet) {
        return new SvgWriter().document(sheet);
    }

    private String document(Sheet sheet) {
        String width = number(sheet.width());
        String height = number(sheet.height());
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\""
                        + " height=\"%s\" role=\"img\" font-family=\"%s\">\n",
                width, height, width, height, FONT);
        add("<title>%s</title>\n", escaped(Label.plain(sheet.title())));
        add("<desc>%s</desc>\n", escaped(Label.plain(sheet.description())));
        styles(sheet);
        add("<rect class=\"pp\" width=\"100%%\" height=\"100%%\" fill=\"currentColor\"/>\n");
        for (Sheet.Item item : sheet.items()) {
            if (item instanceof Sheet.Path path) {
                path(path);
            } else if (item instanceof Sheet.Mark mark) {
                mark(mark);
            } else if (item instanceof Sheet.Text text) {
                text(text);
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private void styles(Sheet sheet) {
        Map<String, Ink> inks = new TreeMap<>();
        inks.put(Ink.PAPER.name(), Ink.PAPER);
        for (Sheet.Item item : sheet.items()) {
            Ink ink = item.ink();
            inks.put(ink.name(), ink);
        }
        StringBuilder light = new StringBuilder();
        StringBuilder dark = new StringBuilder();
        for (Ink ink : inks.values()) {
            light.append(format(".%s{color:#%06x}", ink.name(), ink.light()));
            if (ink.dark() != ink.light()) {
                dark.append(format(".%s{color:#%06x}", ink.name(), ink.dark()));
            }
        }
        add(
                "<style>%s@media(prefers-color-scheme:dark){%s}</style>\n",
                light.toString(), dark.toString());
    }

    private void path(Sheet.Path path) {
        StringBuilder d = new StringBuilder();
        boolean open = false;
        for (int i = 0; i + 1 < path.points().length; i += 2) {
            double x = path.points()[i];
            double y = path.points()[i + 1];
            if (Double.isFinite(x) && Double.isFinite(y)) {
                d.append(open ? 'L' : 'M').append(number(x)).append(' ').append(number(y));
                open = true;
            } else {
                open = false;
            }
        }
        String paint =
                path.fill()
                        ? "fill=\"currentColor\""
                        : format(
                                "fill=\"none\" stroke=\"currentColor\" stroke-width=\"%s\""
                                        + " stroke-linejoin=\"round\"%s",
                                number(path.stroke()),
                                path.dashed() ? " stroke-dasharray=\"7 5\"" : "");
        shape(
                format(
                        "path class=\"%s\" %s d=\"%s%s\"",
                        path.ink().name(), paint, d, path.fill() ? "z" : ""),
                path.title());
    }

    private void mark(Sheet.Mark mark) {
        double[] corners = Sheet.corners(mark.shape(), mark.x(), mark.y());
        if (corners != null) {
            path(new Sheet.Path(mark.ink(), 0, false, true, corners, mark.title()));
            return;
        }
        boolean ring = Math.floorMod(mark.shape(), 5) == 4;
        shape(
                format(
                        "circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\" %s",
                        mark.ink().name(),
                        number(mark.x()),
                        number(mark.y()),
                        ring ? "3.6" : "4.2",
                        ring
                                ? "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\""
                                : "fill=\"currentColor\""),
                mark.title());
    }

    private void shape(String element, String title) {
        if (title.isEmpty()) {
            add("<%s/>\n", element);
        } else {
            String name = element.substring(0, element.indexOf(' '));
            add("<%s><title>%s</title></%s>\n", element, escaped(Label.plain(title)), name);
        }
    }

    private void text(Sheet.Text text) {
        add(
                "<text class=\"%s\" fill=\"currentColor\" x=\"%s\" y=\"%s\" font-size=\"%s\"%s%s>",
                text.ink().name(),
                number(text.x()),
                number(text.y()),
                number(text.size()),
                text.anchor().equals("start") ? "" : " text-anchor=\"" + text.anchor() + "\"",
                text.bold() ? " font-weight=\"600\"" : "");
        List<Label.Run> runs = Label.runs(text.label());
        int at = 0;
        for (Label.Run run : runs) {
            int shift = run.shift() - at;
            if (run.shift() == 0 && shift == 0) {
                svg.append(escaped(run.text()));
            } else {
                add(
                        "<tspan dy=\"%s\"%s>%s</tspan>",
                        number(-0.32 * text.size() * shift),
                        run.shift() == 0 ? "" : " font-size=\"" + number(0.72 * text.size()) + "\"",
                        escaped(run.text()));
            }
            at = run.shift();
        }
        svg.append("</text>\n");
    }

    /** A tenth of a pixel is enough. */
    private static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /** XML has no way to write control characters. */
    private static String escaped(String content) {
        return content.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void add(String pattern, Object... values) {
        svg.append(format(pattern, values));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
