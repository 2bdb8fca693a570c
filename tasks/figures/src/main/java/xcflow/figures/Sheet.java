package xcflow.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * What is on the paper, in pixels, y downwards: lines, areas, marks and text in the order in which
 * they were drawn.
 */
final class Sheet {
    private final String title;
    private final String description;
    private final double width;
    private double height;
    private final List<Item> items = new ArrayList<>();

    Sheet(String title, String description, double width) {
        this.title = title;
        this.description = description;
        this.width = width;
    }

    /** Anything drawn. */
    sealed interface Item permits Path, Mark, Text {
        Ink ink();
    }

    /**
     * @param points x and y in turn; a pair that is not a number is a gap
     * @param fill whether it is an area
     * @param title shown when somebody points at it; may be empty
     */
    record Path(Ink ink, double stroke, boolean dashed, boolean fill, double[] points, String title)
            implements Item {}

    /**
     * @param shape 0 disc, 1 square, 2 triangle, 3 diamond, 4 ring
     */
    record Mark(Ink ink, int shape, double x, double y, String title) implements Item {}

    /**
     * @param anchor start, middle or end
     */
    record Text(Ink ink, double x, double y, String anchor, double size, boolean bold, String label)
            implements Item {}

    void line(Ink ink, double stroke, double x1, double y1, double x2, double y2) {
        items.add(new Path(ink, stroke, false, false, new double[] {x1, y1, x2, y2}, ""));
    }

    void path(Ink ink, double stroke, boolean dashed, double[] points) {
        items.add(new Path(ink, stroke, dashed, false, points, ""));
    }

    void box(Ink ink, double x, double y, double width, double height, String title) {
        items.add(
                new Path(
                        ink,
                        0,
                        false,
                        true,
                        new double[] {x, y, x + width, y, x + width, y + height, x, y + height},
                        title));
    }

    void mark(Ink ink, int shape, double x, double y, String title) {
        items.add(new Mark(ink, shape, x, y, title));
    }

    void text(Ink ink, double x, double y, String anchor, double size, String label) {
        items.add(new Text(ink, x, y, anchor, size, false, label));
    }

    void bold(Ink ink, double x, double y, double size, String label) {
        items.add(new Text(ink, x, y, "start", size, true, label));
    }

    void height(double height) {
        this.height = height;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    List<Item> items() {
        return items;
    }

    /** Corners of a mark around its middle, x and y in turn; null for round ones. */
    static double[] corners(int shape, double x, double y) {
        return switch (Math.floorMod(shape, 5)) {
            case 1 -> new double[] {x - 4, y - 4, x + 4, y - 4, x + 4, y + 4, x - 4, y + 4};
            case 2 -> new double[] {x, y - 5, x + 4.8, y + 3.6, x - 4.8, y + 3.6};
            case 3 -> new double[] {x, y - 5.2, x + 5.2, y, x, y + 5.2, x - 5.2, y};
            default -> null;
        };
    }
}
