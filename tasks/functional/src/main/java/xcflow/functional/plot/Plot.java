package xcflow.functional.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;

/** A finished picture, 1000 × 640. Needs no display. */
public final class Plot {
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

    private final XYChart chart;

    Plot(XYChart chart) {
        this.chart = chart;
    }

    /** Writes SVG and leaves closing to the caller. */
    public void writeSvg(OutputStream out) throws IOException {
        var drawn = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, drawn, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        out.write(
                numbered(drawn.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    /** The library names clip paths by hash codes; numbers make the same picture the same bytes. */
    private static String numbered(String svg) {
        var names = new LinkedHashMap<String, String>();
        return CLIP.matcher(svg)
                .replaceAll(
                        match ->
                                names.computeIfAbsent(
                                        match.group(), name -> "clip-" + (names.size() + 1)));
    }

    /** Writes PNG and leaves closing to the caller. */
    public void writePng(OutputStream out) throws IOException {
        BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    }

    /** Writes a file in the format that its name ends with: {@code .svg} or {@code .png}. */
    public void write(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IOException("A picture's name must end with .svg or .png: " + file);
        }
        try (var out = Files.newOutputStream(file)) {
            if (name.endsWith(".svg")) {
                writeSvg(out);
            } else {
                writePng(out);
            }
        }
    }
}
