package xcflow.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A sheet as PNG on light paper, two pixels for each of the sheet. Needs no display. */
final class PngWriter {
    private static final int SCALE = 2;

    private final Graphics2D graphics;

    private PngWriter(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static void write(Sheet sheet, OutputStream out) throws IOException {
        // Must be set before the first class of AWT is used on a machine without a display.
        System.setProperty("java.awt.headless", "true");
        BufferedImage image =
                new BufferedImage(
                        (int) Math.ceil(SCALE * sheet.width()),
                        (int) Math.ceil(SCALE * sheet.height()),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(SCALE, SCALE);
            graphics.setColor(new Color(Ink.PAPER.light()));
            graphics.fill(new Ellipse2D.Double(-1, -1, 0, 0));
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            PngWriter writer = new PngWriter(graphics);
            for (Sheet.Item item : sheet.items()) {
                writer.draw(item);
            }
        } finally {
            graphics.dispose();
        }
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java cannot write PNG");
        }
    }

    private void draw(Sheet.Item item) {
        graphics.setColor(new Color(item.ink().light()));
        if (item instanceof Sheet.Path path) {
            path(path);
        } else if (item instanceof Sheet.Mark mark) {
            mark(mark);
        } else if (item instanceof Sheet.Text text) {
            text(text);
        }
    }

    private void path(Sheet.Path path) {
        Path2D shape = new Path2D.Double();
        boolean open = false;
        for (int i = 0; i + 1 < path.points().length; i += 2) {
            double x = path.points()[i];
            double y = path.points()[i + 1];
            boolean known = Double.isFinite(x) && Double.isFinite(y);
            if (known && open) {
                shape.lineTo(x, y);
            } else if (known) {
                shape.moveTo(x, y);
            }
            open = known;
        }
        if (path.fill()) {
            shape.closePath();
            graphics.fill(shape);
            return;
        }
        graphics.setStroke(
                new BasicStroke(
                        (float) path.stroke(),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        1,
                        path.dashed() ? new float[] {7, 5} : null,
                        0));
        graphics.draw(shape);
    }

    private void mark(Sheet.Mark mark) {
        double[] corners = Sheet.corners(mark.shape(), mark.x(), mark.y());
        if (corners != null) {
            path(new Sheet.Path(mark.ink(), 0, false, true, corners, ""));
        } else if (Math.floorMod(mark.shape(), 5) == 4) {
            graphics.setStroke(new BasicStroke(1.8f));
            graphics.draw(new Ellipse2D.Double(mark.x() - 3.6, mark.y() - 3.6, 7.2, 7.2));
        } else {
            graphics.fill(new Ellipse2D.Double(mark.x() - 4.2, mark.y() - 4.2, 8.4, 8.4));
        }
    }

    /** As outlines, which do not depend on how a screen would draw small letters. */
    private void text(Sheet.Text text) {
        FontRenderContext context =
                new FontRenderContext(AffineTransform.getScaleInstance(SCALE, SCALE), true, true);
        List<java.awt.font.GlyphVector> pieces = new ArrayList<>();
        List<Label.Run> runs = Label.runs(text.label());
        double width = 0;
        for (Label.Run run : runs) {
            Font font =
                    new Font(Font.SANS_SERIF, text.bold() ? Font.BOLD : Font.PLAIN, 12)
                            .deriveFont((float) (text.size() * (run.shift() == 0 ? 1 : 0.72)));
            var piece = font.createGlyphVector(context, run.text());
            pieces.add(piece);
            width += piece.getLogicalBounds().getWidth();
        }
        double x =
                switch (text.anchor()) {
                    case "middle" -> text.x() - width / 2;
                    case "end" -> text.x() - width;
                    default -> text.x();
                };
        for (int i = 0; i < pieces.size(); i++) {
            double y = text.y() - 0.32 * text.size() * runs.get(i).shift();
            graphics.fill(pieces.get(i).getOutline((float) x, (float) y));
            x += pieces.get(i).getLogicalBounds().getWidth();
        }
    }
}
