package xcflow.runner.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.spi.StructureFiles.Geometry;
import xcflow.spi.StructureFiles.PlacedAtom;

/** A molecule, or the cell of a crystal with its edges, as balls and sticks seen from far away. */
final class StructurePicture {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 480;

    /** Covalent radii in ångström: Cordero et al., Dalton Trans. 2832 (2008). */
    private static final Map<String, Double> RADII =
            Map.ofEntries(
                    Map.entry("H", 0.31),
                    Map.entry("He", 0.28),
                    Map.entry("Li", 1.28),
                    Map.entry("Be", 0.96),
                    Map.entry("B", 0.84),
                    Map.entry("C", 0.76),
                    Map.entry("N", 0.71),
                    Map.entry("O", 0.66),
                    Map.entry("F", 0.57),
                    Map.entry("Ne", 0.58),
                    Map.entry("Na", 1.66),
                    Map.entry("Mg", 1.41),
                    Map.entry("Al", 1.21),
                    Map.entry("Si", 1.11),
                    Map.entry("P", 1.07),
                    Map.entry("S", 1.05),
                    Map.entry("Cl", 1.02),
                    Map.entry("Ar", 1.06),
                    Map.entry("K", 2.03),
                    Map.entry("Ca", 1.76));

    private static final Map<String, String> COLOURS =
            Map.ofEntries(
                    Map.entry("H", "#e8e8e8"),
                    Map.entry("C", "#5a5f66"),
                    Map.entry("N", "#4c6fd6"),
                    Map.entry("O", "#d0453b"),
                    Map.entry("F", "#6bbf59"),
                    Map.entry("Cl", "#3fa34d"),
                    Map.entry("S", "#d9b526"),
                    Map.entry("P", "#e08a2e"),
                    Map.entry("Si", "#c9a66b"),
                    Map.entry("Na", "#8a63c9"),
                    Map.entry("Li", "#a07bd6"),
                    Map.entry("Mg", "#4f9d69"),
                    Map.entry("Al", "#a9a2ad"));

    private final List<PlacedAtom> atoms;
    private final List<double[]> lattice;
    private final List<int[]> bonds = new ArrayList<>();
    private final double[] centre = new double[3];
    private final double scale;

    StructurePicture(Geometry geometry) {
        this.lattice = geometry.lattice();
        this.atoms = whole(geometry);
        for (int i = 0; i < atoms.size() && atoms.size() <= 600; i++) {
            for (int j = 0; j < i; j++) {
                double touching =
                        1.2 * (radius(atoms.get(i).element()) + radius(atoms.get(j).element()));
                double distance = distance(atoms.get(i), atoms.get(j));
                if (distance > 0.1 && distance < touching) {
                    bonds.add(new int[] {j, i});
                }
            }
        }
        List<double[]> corners = corners();
        double[] low = {1e9, 1e9, 1e9};
        double[] high = {-1e9, -1e9, -1e9};
        for (double[] point : corners) {
            for (int k = 0; k < 3; k++) {
                low[k] = Math.min(low[k], point[k]);
                high[k] = Math.max(high[k], point[k]);
            }
        }
        double reach = 1;
        for (int k = 0; k < 3; k++) {
            centre[k] = (low[k] + high[k]) / 2;
        }
        for (double[] point : corners) {
            double square = 0;
            for (int k = 0; k < 3; k++) {
                square += (point[k] - centre[k]) * (point[k] - centre[k]);
            }
            reach = Math.max(reach, Math.sqrt(square));
        }
        scale = (HEIGHT / 2 - 40) / reach;
    }

    /** Of a crystal also the atoms on the far faces of the cell. */
    private static List<PlacedAtom> whole(Geometry geometry) {
        if (geometry.lattice().isEmpty() || geometry.atoms().size() > 200) {
            return geometry.atoms();
        }
        List<PlacedAtom> all = new ArrayList<>();
        List<double[]> v = geometry.lattice();
        double[][] inverse = inverse(v);
        for (PlacedAtom atom : geometry.atoms()) {
            double[] f = new double[3];
            for (int k = 0; k < 3; k++) {
                f[k] =
                        atom.x() * inverse[0][k]
                                + atom.y() * inverse[1][k]
                                + atom.z() * inverse[2][k];
                f[k] -= Math.floor(f[k] + 1e-6);
            }
            for (int n = 0; n < 8; n++) {
                int[] shift = {n & 1, n >> 1 & 1, n >> 2 & 1};
                boolean inside = true;
                for (int k = 0; k < 3; k++) {
                    inside &= f[k] + shift[k] <= 1 + 1e-5;
                }
                if (inside) {
                    double[] at = new double[3];
                    for (int axis = 0; axis < 3; axis++) {
                        for (int k = 0; k < 3; k++) {
                            at[axis] += (f[k] + shift[k]) * v.get(k)[axis];
                        }
                    }
                    all.add(new PlacedAtom(atom.element(), at[0], at[1], at[2]));
                }
            }
        }
        return all;
    }

    /** Columns are the reciprocal vectors: fractional = cartesian · inverse. */
    private static double[][] inverse(List<double[]> v) {
        double[] a = v.get(0);
        double[] b = v.get(1);
        double[] c = v.get(2);
        double[][] cross = {cross(b, c), cross(c, a), cross(a, b)};
        double volume = a[0] * cross[0][0] + a[1] * cross[0][1] + a[2] * cross[0][2];
        double[][] inverse = new double[3][3];
        for (int k = 0; k < 3; k++) {
            for (int axis = 0; axis < 3; axis++) {
                inverse[axis][k] = cross[k][axis] / volume;
            }
        }
        return inverse;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
        };
    }

    static double distance(PlacedAtom a, PlacedAtom b) {
        return Math.sqrt(
                (a.x() - b.x()) * (a.x() - b.x())
                        + (a.y() - b.y()) * (a.y() - b.y())
                        + (a.z() - b.z()) * (a.z() - b.z()));
    }

    private static double radius(String element) {
        return RADII.getOrDefault(element, 1.35);
    }

    private static String colour(String element) {
        return COLOURS.getOrDefault(element, "#8f9aa6");
    }

    private List<double[]> corners() {
        List<double[]> points = new ArrayList<>();
        atoms.forEach(atom -> points.add(new double[] {atom.x(), atom.y(), atom.z()}));
        edges().forEach(edge -> points.addAll(List.of(edge)));
        if (points.isEmpty()) {
            points.add(new double[3]);
        }
        return points;
    }

    private List<double[][]> edges() {
        List<double[][]> edges = new ArrayList<>();
        if (lattice.isEmpty()) {
            return edges;
        }
        for (int direction = 0; direction < 3; direction++) {
            for (int n = 0; n < 4; n++) {
                int[] at = new int[3];
                at[(direction + 1) % 3] = n & 1;
                at[(direction + 2) % 3] = n >> 1;
                double[] from = corner(at);
                at[direction] = 1;
                edges.add(new double[][] {from, corner(at)});
            }
        }
        return edges;
    }

    private double[] corner(int... at) {
        double[] point = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int axis = 0; axis < 3; axis++) {
                point[axis] += at[k] * lattice.get(k)[axis];
            }
        }
        return point;
    }

    /** What is drawn, nearest last. */
    private record Shape(double depth, String svg) {}

    /** The picture after turning and tilting, in degrees. */
    String svg(double turn, double tilt) {
        double a = Math.toRadians(turn);
        double b = Math.toRadians(tilt);
        List<Shape> shapes = new ArrayList<>();
        for (double[][] edge : edges()) {
            double[] p = turned(edge[0], a, b);
            double[] q = turned(edge[1], a, b);
            shapes.add(
                    new Shape(
                            (p[2] + q[2]) / 2 - 5,
                            format(
                                    "<path class=\"edge\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
                                    p[0], p[1], q[0], q[1])));
        }
        for (int[] bond : bonds) {
            double[] p = turned(surface(bond[0], bond[1]), a, b);
            double[] q = turned(surface(bond[1], bond[0]), a, b);
            shapes.add(
                    new Shape(
                            (p[2] + q[2]) / 2,
                            format(
                                    "<path class=\"stick\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
                                    p[0], p[1], q[0], q[1])));
        }
        for (int i = 0; i < atoms.size(); i++) {
            double[] p = turned(place(i), a, b);
            String element = atoms.get(i).element();
            shapes.add(
                    new Shape(
                            p[2] + 0.01,
                            format(
                                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"#2229\"><title>%s</title></circle>",
                                    p[0],
                                    p[1],
                                    Math.max(4, size(element) * scale),
                                    colour(element),
                                    LinePlot.escaped(element + (i + 1)))));
        }
        shapes.sort(Comparator.comparingDouble(Shape::depth));
        StringBuilder svg = new StringBuilder();
        svg.append(
                format(
                        "<svg class=\"structure\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%d atoms, drawn as balls\">",
                        WIDTH, HEIGHT, atoms.size()));
        shapes.forEach(shape -> svg.append(shape.svg()));
        return svg.append("</svg>").toString();
    }

    private static double size(String element) {
        return 0.25 + 0.28 * radius(element);
    }

    /** Where a stick to another ball leaves a ball: otherwise it would be drawn across that. */
    private double[] surface(int i, int other) {
        double[] from = place(i);
        double[] to = place(other);
        double part =
                Math.min(
                        0.5,
                        0.9
                                * size(atoms.get(i).element())
                                / distance(atoms.get(i), atoms.get(other)));
        for (int k = 0; k < 3; k++) {
            from[k] += part * (to[k] - from[k]);
        }
        return from;
    }

    private double[] place(int i) {
        PlacedAtom atom = atoms.get(i);
        return new double[] {atom.x(), atom.y(), atom.z()};
    }

    private double[] turned(double[] point, double a, double b) {
        double x = point[0] - centre[0];
        double y = point[1] - centre[1];
        double z = point[2] - centre[2];
        double across = x * Math.cos(a) + y * Math.sin(a);
        double away = -x * Math.sin(a) + y * Math.cos(a);
        double up = z * Math.cos(b) - away * Math.sin(b);
        double depth = -(away * Math.cos(b) + z * Math.sin(b));
        return new double[] {WIDTH / 2 + scale * across, HEIGHT / 2 - scale * up, depth};
    }

    /** The same for a script: points, radii, colours, sticks and edges. */
    String scene() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < atoms.size(); i++) {
            PlacedAtom atom = atoms.get(i);
            text.append(
                    format(
                            "a %.4f %.4f %.4f %.4f %s %s;",
                            atom.x() - centre[0],
                            atom.y() - centre[1],
                            atom.z() - centre[2],
                            size(atom.element()),
                            colour(atom.element()),
                            atom.element().replaceAll("[^A-Za-z]", "")));
        }
        bonds.forEach(bond -> text.append(format("b %d %d;", bond[0], bond[1])));
        for (double[][] edge : edges()) {
            text.append("e");
            for (double[] point : edge) {
                for (int k = 0; k < 3; k++) {
                    text.append(format(" %.4f", point[k] - centre[k]));
                }
            }
            text.append(';');
        }
        return text.toString();
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
