package xcflow.runner.report;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Takes decimals that nobody can see out of the paths of an SVG picture: plotting libraries write
 * coordinates with a dozen of them, and letters as paths.
 */
final class SlimSvg {
    private static final Pattern PATH = Pattern.compile(" (?:d|points)=\"[^\"]*\"");
    private static final Pattern DECIMALS = Pattern.compile("(\\.\\d\\d)\\d+(?![\\deE])");
    private static final Pattern SCALED = Pattern.compile("\\b(?:scale|matrix)\\(");
    private static final Pattern SIZE =
            Pattern.compile("viewBox=\"\\S+ \\S+ (\\d{3,})[^ ]* (\\d{3,})[^ ]*\"");

    private SlimSvg() {}

    /** The picture with two decimals in its paths, if that is a hundredth of a pixel at most. */
    static byte[] of(byte[] svg) {
        String text = new String(svg, StandardCharsets.UTF_8);
        if (SCALED.matcher(text).find() || !SIZE.matcher(text).find()) {
            return svg;
        }
        return PATH.matcher(text)
                .replaceAll(path -> DECIMALS.matcher(path.group()).replaceAll("$1"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
