package xcflow.gaussian.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Quadrature rule on the unit sphere with octahedral symmetry. Lebedev & Laikov, Doklady
 * Mathematics 59, 477 (1999).
 *
 * <p>The rule consists of orbits of the octahedral group: all sign changes and permutations of one
 * point each. A rule of degree L integrates all spherical harmonics up to L exactly.
 *
 * @param degree highest degree that is integrated exactly
 * @param x coordinates of the points, likewise y and z
 * @param weights of the points; they sum to one
 */
public record LebedevRule(int degree, double[] x, double[] y, double[] z, double[] weights) {

    private static final Map<Integer, LebedevRule> BY_POINTS = read();

    /** Rule with a number of points, one of {@link #pointCounts()}. */
    public static LebedevRule ofPoints(int points) {
        LebedevRule rule = BY_POINTS.get(points);
        if (rule == null) {
            throw new IllegalArgumentException(
                    "no Lebedev rule has " + points + " points; there are " + BY_POINTS.keySet());
        }
        return rule;
    }

    /** Numbers of points for which there is a rule. */
    public static SortedSet<Integer> pointCounts() {
        return new TreeSet<>(BY_POINTS.keySet());
    }

    /** Number of points. */
    public int size() {
        return weights.length;
    }

    private static Map<Integer, LebedevRule> read() {
        Map<Integer, LebedevRule> rules = new TreeMap<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        LebedevRule.class.getResourceAsStream("lebedev.txt")),
                                StandardCharsets.UTF_8))) {
            int degree = 0;
            int points = 0;
            List<double[]> found = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "#" -> {}
                    case "rule" -> {
                        degree = Integer.parseInt(words[1]);
                        points = Integer.parseInt(words[2]);
                        found.clear();
                    }
                    default -> {
                        addOrbit(generator(words), Double.parseDouble(words[1]), found);
                        if (found.size() == points) {
                            rules.put(points, rule(degree, found));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    /** One point of an orbit, coordinates not negative. */
    private static double[] generator(String[] words) {
        double a = words.length > 2 ? Double.parseDouble(words[2]) : 0;
        return switch (words[0]) {
            case "vertex" -> new double[] {1, 0, 0};
            case "edge" -> new double[] {Math.sqrt(0.5), Math.sqrt(0.5), 0};
            case "face" ->
                    new double[] {Math.sqrt(1 / 3.0), Math.sqrt(1 / 3.0), Math.sqrt(1 / 3.0)};
            case "llm" -> new double[] {a, a, Math.sqrt(1 - 2 * a * a)};
            case "pq0" -> new double[] {a, Math.sqrt(1 - a * a), 0};
            case "rsu" -> {
                double b = Double.parseDouble(words[3]);
                yield new double[] {a, b, Math.sqrt(1 - a * a - b * b)};
            }
            default -> throw new IllegalArgumentException("unknown orbit " + words[0]);
        };
    }

    /** Adds all distinct permutations and sign changes of a point. */
    private static void addOrbit(double[] point, double weight, List<double[]> points) {
        int[][] permutations = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        List<double[]> orbit = new ArrayList<>();
        for (int[] order : permutations) {
            for (int signs = 0; signs < 8; signs++) {
                double[] image = new double[4];
                boolean signOfZero = false;
                for (int axis = 0; axis < 3; axis++) {
                    boolean minus = (signs >> axis & 1) == 1;
                    double value = point[order[axis]];
                    signOfZero |= minus && value == 0;
                    image[axis] = minus ? -value : value;
                }
                image[3] = weight;
                if (!signOfZero && orbit.stream().noneMatch(other -> same(other, image))) {
                    orbit.add(image);
                }
            }
        }
        points.addAll(orbit);
    }

    private static boolean same(double[] a, double[] b) {
        return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
    }

    private static LebedevRule rule(int degree, List<double[]> points) {
        double[][] columns = new double[4][points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int c = 0; c < 4; c++) {
                columns[c][i] = points.get(i)[c];
            }
        }
        return new LebedevRule(degree, columns[0], columns[1], columns[2], columns[3]);
    }
}
