package xcflow.runner.graph;

import java.util.Locale;

/**
 * The signs of states: a disc in the state's colour with a mark, drawn so that no font is needed.
 */
public final class Signs {
    private Signs() {}

    /** A sign for a page: an {@code <svg>} element of 14 pixels, for {@link GraphPicture#STYLE}. */
    public static String element(String state) {
        return "<svg class=\"xg sign\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\""
                + " role=\"img\" aria-label=\""
                + Xml.escaped(state.toLowerCase(Locale.ROOT))
                + "\">"
                + of(state, 7, 7, 7)
                + "</svg>";
    }

    static String of(String state, double x, double y, double radius) {
        return String.format(
                Locale.ROOT,
                "<g transform=\"translate(%s %s)%s\"><circle class=\"d-%s\" r=\"7\"/>"
                        + "<path class=\"gs\" d=\"%s\"/></g>",
                GraphPicture.number(x),
                GraphPicture.number(y),
                radius == 7 ? "" : " scale(" + radius / 7 + ")",
                disc(state),
                mark(state));
    }

    private static String disc(String state) {
        return switch (state) {
            case "SUCCEEDED", "CACHED", "FAILED", "RUNNING", "CANCELLED" -> state;
            default -> "off";
        };
    }

    private static String mark(String state) {
        return switch (state) {
            case "SUCCEEDED" -> "M-3.2 .3L-1 2.6L3.3-2.3";
            case "CACHED" -> "M2.9-1.6A3.3 3.3 0 1 0 3.2 1M3.4-3.8V-1.3H.9";
            case "FAILED" -> "M-2.5-2.5L2.5 2.5M2.5-2.5L-2.5 2.5";
            case "RUNNING" -> "M-1.6-2.8L2.8 0L-1.6 2.8Z";
            case "CANCELLED" -> "M-2.2-2.2H2.2V2.2H-2.2Z";
            case "SKIPPED" -> "M-3.2 0H2.6M.6-2.2L2.9 0L.6 2.2";
            default -> "M-3 0h.01M0 0h.01M3 0h.01";
        };
    }
}
