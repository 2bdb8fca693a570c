package xcflow.functional.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;

/** A finished picture, 1000 × 640. Needs no display. */
public final class Plot {
    /** Pixels. */
    static final int WIDTH = 1000;

    /** Pixels. */
    static final int HEIGHT = 640;

    private final XYChart chart;

    Plot(XYChart chart) {
        this.chart = chart;
    }

    /** Writes SVG and leaves closing to the caller. */
    public void writeSvg(OutputStream out) throws IOException {
        out.write(svg().getBytes(StandardCharsets.UTF_8));
    }

    private String svg() throws IOException {
        return SlimSvg.of(drawn());
    }

    private String drawn() throws IOException {
        var drawn = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, drawn, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        return drawn.toString(StandardCharsets.UTF_8);
    }

    /** Writes pictures below each other as one SVG document and leaves closing to the caller. */
    public static void writeSvg(List<Plot> plots, OutputStream out) throws IOException {
        var all = new StringBuilder();
        all.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n",
                        WIDTH,
                        HEIGHT * plots.size()));
        for (int i = 0; i < plots.size(); i++) {
            // Clip paths of different parts need different names.
            String svg = plots.get(i).svg().replace("clip-", "clip-" + (i + 1) + "-");
            // The root elements of the parts say nothing but size and version.
            String content = svg.substring(svg.indexOf('>', svg.indexOf("<svg")) + 1);
            all.append(String.format(Locale.ROOT, "<g transform=\"translate(0 %d)\">", i * HEIGHT))
                    .append(content.substring(0, content.lastIndexOf("</svg>")))
                    .append("</g>\n");
        }
        out.write(all.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8));
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
