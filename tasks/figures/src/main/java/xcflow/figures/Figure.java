package xcflow.figures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A finished picture in the common style. */
public final class Figure {
    /** Media type of pictures that stay sharp and whose text stays text. */
    public static final String SVG = "image/svg+xml";

    /** Media type of pictures for programs that know no SVG. */
    public static final String PNG = "image/png";

    static final double WIDTH = 720;

    private final Sheet sheet;

    Figure(Sheet sheet) {
        this.sheet = sheet;
    }

    /** What is seen, in words, for those who do not see it. */
    public String description() {
        return Label.plain(sheet.description());
    }

    /** The picture as SVG. */
    public String svg() {
        return SvgWriter.write(sheet);
    }

    /** Writes SVG and leaves closing to the caller. */
    public void writeSvg(OutputStream out) throws IOException {
        out.write(svg().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this machine has the fonts that a PNG needs. */
    public static boolean canWritePng() {
        try {
            Sheet letters = new Sheet("", "", 10);
            letters.height(10);
            letters.text(Ink.TEXT, 1, 8, "start", 8, "a");
            new Figure(letters).writePng(OutputStream.nullOutputStream());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes PNG and leaves closing to the caller. */
    public void writePng(OutputStream out) throws IOException {
        try {
            PngWriter.write(sheet, out);
        } catch (InternalError | NullPointerException e) {
            // What Java says where fonts should be and are not.
            throw new IOException(
                    "this machine has no fonts for a PNG; install some, such as fonts-dejavu", e);
        }
    }

    /** Writes a file in the format that its name ends with: {@code .svg} or {@code .png}. */
    public void write(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IOException("A picture's name must end with .svg or .png: " + file);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            if (name.endsWith(".svg")) {
                writeSvg(out);
            } else {
                writePng(out);
            }
        }
    }
}
