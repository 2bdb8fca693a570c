package xcflow.gaussian.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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

    private static final NavigableMap<Integer, Table> TABLES = read();
    private static final NavigableSet<Integer> POINT_COUNTS =
            Collections.unmodifiableNavigableSet(TABLES.navigableKeySet());

    /** The rules that were asked for. */
    private static final Map<Integer, LebedevRule> MADE = new ConcurrentHashMap<>();

    /**
     * A rule as the file has it.
     *
     * @param orbits lines of a generator and its weight
     */
    private record Table(int degree, List<String> orbits) {}

    /** Rule with a number of points, one of {@link #pointCounts()}. */
    public static LebedevRule ofPoints(int points) {
        Table table = TABLES.get(points);
        if (table == null) {
            throw new IllegalArgumentException(
                    "no Lebedev rule has " + points + " points; there are " + POINT_COUNTS);
        }
        return MADE.computeIfAbsent(points, key -> rule(table));
    }

    /** Numbers of points for which there is a rule; cannot be changed. */
    public static NavigableSet<Integer> pointCounts() {
        return POINT_COUNTS;
    }

    /** Number of points. */
    public int size() {
        return weights.length;
    }

    private static NavigableMap<Integer, Table> read() {
        NavigableMap<Integer, Table> tables = new TreeMap<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        LebedevRule.class.getResourceAsStream("lebedev.txt")),
                                StandardCharsets.UTF_8))) {
            Table table = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("rule")) {
                    String[] words = line.split(" ");
                    table = new Table(Integer.parseInt(words[1]), new ArrayList<>());
                    tables.put(Integer.parseInt(words[2]), table);
                } else if (!line.startsWith("#")) {
                    table.orbits.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
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
        int first = points.size();
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
                if (!signOfZero && !contains(points, first, image)) {
                    points.add(image);
                }
            }
        }
    }

    private static boolean contains(List<double[]> points, int first, double[] image) {
        for (int i = first; i < points.size(); i++) {
            if (same(points.get(i), image)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(double[] a, double[] b) {
        return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
    }

    private static LebedevRule rule(Table table) {
        List<double[]> points = new ArrayList<>();
        for (String line : table.orbits) {
            String[] words = line.split(" ");
            addOrbit(generator(words), Double.parseDouble(words[1]), points);
        }
        double[][] columns = new double[4][points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int c = 0; c < 4; c++) {
                columns[c][i] = points.get(i)[c];
            }
        }
        return new LebedevRule(table.degree, columns[0], columns[1], columns[2], columns[3]);
    }
}
