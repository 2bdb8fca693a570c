package xcflow.runner.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A picture (SVG) as a sorted list of its shapes. Labels of axes are drawn in the order in which a
 * hash table has them, which depends on the last bit of their positions.
 */
final class SvgShapes {
    private static final Pattern BEGINNING = Pattern.compile("(?<=[A-Za-z])(?=[-+]?\\d)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private SvgShapes() {}

    /** A shape: text without its numbers, and the numbers. */
    private record Shape(String text, String form, double[] numbers) {
        static Shape of(String text) {
            return new Shape(
                    text,
                    NUMBER.matcher(text).replaceAll("#"),
                    NUMBER.matcher(text)
                            .results()
                            .mapToDouble(m -> Double.parseDouble(m.group()))
                            .toArray());
        }
    }

    /** The same picture with its shapes in an order that depends on nothing but them. */
    static String sorted(String svg) {
        List<Shape> shapes = new ArrayList<>();
        StringBuilder group = new StringBuilder();
        int depth = 0;
        // A number of a path stands directly behind the letter of its command.
        for (String line : BEGINNING.matcher(svg).replaceAll(" ").split("\n")) {
            depth += count(line, "<g") - count(line, "</g>");
            group.append(line).append('\n');
            if (depth <= 0) {
                shapes.add(Shape.of(group.toString()));
                group.setLength(0);
                depth = 0;
            }
        }
        shapes.add(Shape.of(group.toString()));
        shapes.sort(
                Comparator.comparing(Shape::form)
                        .thenComparing(Shape::numbers, (a, b) -> Arrays.compare(a, b)));
        StringBuilder sorted = new StringBuilder();
        shapes.forEach(shape -> sorted.append(shape.text()));
        return sorted.toString();
    }

    private static int count(String line, String part) {
        int count = 0;
        for (int at = line.indexOf(part); at >= 0; at = line.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }
}
