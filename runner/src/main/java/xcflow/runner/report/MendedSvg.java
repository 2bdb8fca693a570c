package xcflow.runner.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pictures that release 0.1 wrote: it rounded the version of XML too, and no browser shows a
 * document of XML version 1. What is stored keeps its digest; it is mended where it is shown.
 */
public final class MendedSvg {
    /** Media type of the pictures that may need mending. */
    public static final String MEDIA_TYPE = "image/svg+xml";

    private static final byte[] DAMAGED = "<?xml version=\"1\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RIGHT = "<?xml version=\"1.0\"".getBytes(StandardCharsets.US_ASCII);

    private MendedSvg() {}

    /** The picture itself if it is whole, otherwise with the prologue that it should have. */
    public static byte[] of(byte[] svg) {
        if (!Arrays.equals(
                svg, 0, Math.min(DAMAGED.length, svg.length), DAMAGED, 0, DAMAGED.length)) {
            return svg;
        }
        byte[] mended = Arrays.copyOf(RIGHT, RIGHT.length + svg.length - DAMAGED.length);
        System.arraycopy(svg, DAMAGED.length, mended, RIGHT.length, svg.length - DAMAGED.length);
        return mended;
    }
}
