package xcflow.functional.plot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the SVG that the plotting library writes small without changing what is seen. The library
 * draws every piece of a curve as a line of its own and letters as outlines, all with 16 digits;
 * here pieces are joined and coordinates rounded to a tenth of a pixel. Only attributes that hold
 * coordinates are touched; text, styles, names, the version and scales stay as they are. The
 * prologue is left out, as SVG needs none and its document type would be looked for on the web.
 */
final class SlimSvg {
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:[eE][-+]?\\d+)?");
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\""
                            + " y2=\"([^\"]*)\"/>\\s*");
    private static final Pattern PATH = Pattern.compile(" d=\"([^\"]*)\"");
    private static final Pattern COORDINATES =
            Pattern.compile(
                    "(\\s(?:x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|width|height|points)=\")([^\"]*)\"");
    private static final Pattern SHIFT =
            Pattern.compile("(\\stransform=\")(translate\\([^\")]*\\))\"");
    private static final Pattern COMMAND = Pattern.compile("([MLQCZ])([^MLQCZ]*)");

    private SlimSvg() {}

    static String of(String svg) {
        StringBuilder slim = new StringBuilder();
        Curve curve = null;
        String drawing = svg.substring(Math.max(0, svg.indexOf("<svg")));
        for (String line : (Iterable<String>) numbered(drawing).lines()::iterator) {
            Matcher piece = LINE.matcher(line);
            if (piece.matches()) {
                Curve next = new Curve(piece.group(1));
                if (curve != null && curve.continues(piece)) {
                    curve.add(piece.group(3), piece.group(5));
                    continue;
                }
                end(curve, slim);
                curve = next;
                curve.add(piece.group(2), piece.group(4));
                curve.add(piece.group(3), piece.group(5));
                continue;
            }
            end(curve, slim);
            curve = null;
            String path = PATH.matcher(line).replaceAll(m -> " d=\"" + relative(m.group(1)) + "\"");
            String shifted = SHIFT.matcher(path).replaceAll(SlimSvg::roundedValue);
            slim.append(COORDINATES.matcher(shifted).replaceAll(SlimSvg::roundedValue).strip())
                    .append('\n');
        }
        end(curve, slim);
        return slim.toString();
    }

    /** The library names clip paths by hash codes; numbers make the same picture the same bytes. */
    static String numbered(String svg) {
        var names = new LinkedHashMap<String, String>();
        return CLIP.matcher(svg)
                .replaceAll(
                        match ->
                                names.computeIfAbsent(
                                        match.group(), name -> "clip-" + (names.size() + 1)));
    }

    private static void end(Curve curve, StringBuilder svg) {
        if (curve != null) {
            svg.append(curve.element()).append('\n');
        }
    }

    /** Pieces that follow each other. */
    private static final class Curve {
        private final String style;
        private final StringBuilder points = new StringBuilder();
        private String x = "";
        private String y = "";

        Curve(String style) {
            this.style = style;
        }

        boolean continues(Matcher piece) {
            return piece.group(1).equals(style)
                    && piece.group(2).equals(x)
                    && piece.group(4).equals(y);
        }

        void add(String nextX, String nextY) {
            String point = rounded(nextX) + "," + rounded(nextY);
            points.append(points.isEmpty() ? "" : " ").append(point);
            x = nextX;
            y = nextY;
        }

        String element() {
            return String.format(
                    Locale.ROOT,
                    "<polyline style=\"%s\" points=\"%s\"/>",
                    style + "stroke-linejoin:round;",
                    points);
        }
    }

    /** A path whose numbers are tenths of a pixel relative to the point before. */
    private static String relative(String path) {
        StringBuilder text = new StringBuilder();
        long x = 0;
        long y = 0;
        long startX = 0;
        long startY = 0;
        Matcher command = COMMAND.matcher(path);
        while (command.find()) {
            char kind = command.group(1).charAt(0);
            if (kind == 'Z') {
                text.append('z');
                x = startX;
                y = startY;
                continue;
            }
            String[] numbers = command.group(2).strip().split("[\\s,]+");
            text.append(Character.toLowerCase(kind));
            long nextX = x;
            long nextY = y;
            for (int i = 0; i < numbers.length; i += 2) {
                nextX = tenths(numbers[i]);
                nextY = tenths(numbers[i + 1]);
                append(text, nextX - x);
                append(text, nextY - y);
            }
            x = nextX;
            y = nextY;
            if (kind == 'M') {
                startX = x;
                startY = y;
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long tenths) {
        boolean first = Character.isLetter(text.charAt(text.length() - 1));
        text.append(first || tenths < 0 ? "" : " ").append(decimal(tenths));
    }

    private static long tenths(String number) {
        return Math.round(Double.parseDouble(number) * 10);
    }

    /** An attribute, its beginning in the first group and its value in the second. */
    private static String roundedValue(MatchResult attribute) {
        String value = NUMBER.matcher(attribute.group(2)).replaceAll(m -> rounded(m.group()));
        return Matcher.quoteReplacement(attribute.group(1) + value + "\"");
    }

    private static String rounded(String number) {
        return decimal(tenths(number));
    }

    private static String decimal(long tenths) {
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }
}
