package xcflow.runner.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.figures.Figure;

/** Pictures inside a page, with what is seen on them in words. */
final class Pictures {
    private static final Pattern DESCRIPTION = Pattern.compile("<desc>([^<]*)</desc>");

    private Pictures() {}

    static Report.Picture of(String caption, Figure figure) {
        return of(caption, Figure.SVG, figure.svg().getBytes(StandardCharsets.UTF_8));
    }

    static Report.Picture of(String caption, String mediaType, byte[] bytes) {
        return new Report.Picture(
                caption,
                mediaType.equals(Figure.SVG) ? description(bytes, caption) : caption,
                "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes));
    }

    private static String description(byte[] svg, String caption) {
        Matcher found = DESCRIPTION.matcher(new String(svg, StandardCharsets.UTF_8));
        return found.find()
                ? found.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&")
                : caption;
    }
}
