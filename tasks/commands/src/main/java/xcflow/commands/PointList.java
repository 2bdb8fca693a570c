package xcflow.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.Variable;

/**
 * Points at which a functional is to be evaluated, with the columns by which the user gave them.
 *
 * @param columns headings
 * @param rows values as given, [point][column]
 * @param points the same as densities
 */
record PointList(List<String> columns, double[][] rows, Points points) {
    private static final List<String> REDUCED = List.of("rs", "zeta", "s");

    /** Headings of densities: all variables that functionals without and with τ need. */
    private static final List<Set<Variable>> VARIABLES =
            List.of(Variable.GRADIENT, Variable.KINETIC);

    private static List<String> headings(boolean polarised, Set<Variable> variables) {
        return variables.stream().flatMap(v -> v.components(polarised).stream()).toList();
    }

    /** All combinations of r_s, ζ and s. */
    static PointList combinations(double[] rs, double[] zeta, double[] s) {
        var rows = new ArrayList<double[]>();
        for (double density : rs) {
            for (double polarisation : zeta) {
                for (double gradient : s) {
                    rows.add(new double[] {density, polarisation, gradient});
                }
            }
        }
        return of(REDUCED, rows);
    }

    /**
     * Unpolarised densities with their |∇ρ|², one for each or one for all.
     *
     * @param tau kinetic energy densities, likewise; null if none are given
     * @throws IllegalArgumentException if the numbers of values do not fit
     */
    static PointList densities(double[] rho, double[] sigma, double[] tau) {
        requireFit("sigma", sigma, rho);
        if (tau != null) {
            requireFit("tau", tau, rho);
        }
        var rows = new ArrayList<double[]>();
        for (int i = 0; i < rho.length; i++) {
            double gradient = sigma[sigma.length == 1 ? 0 : i];
            rows.add(
                    tau == null
                            ? new double[] {rho[i], gradient}
                            : new double[] {rho[i], gradient, tau[tau.length == 1 ? 0 : i]});
        }
        return of(headings(false, VARIABLES.get(tau == null ? 0 : 1)), rows);
    }

    private static void requireFit(String name, double[] values, double[] rho) {
        if (values.length != 1 && values.length != rho.length) {
            throw new IllegalArgumentException(
                    "Give one --"
                            + name
                            + " for all densities or one for each: there are "
                            + rho.length
                            + " densities and "
                            + values.length
                            + " values of "
                            + name
                            + ".");
        }
    }

    /**
     * Reads comma-separated values under one of the three sets of headings.
     *
     * @throws IllegalArgumentException if a line cannot be understood; the message names it
     */
    static PointList read(Path file) throws IOException {
        var lines = Files.readAllLines(OrdinaryFile.of(file));
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(file + " is empty.");
        }
        var columns = cells(lines.get(0)).stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
        if (!columns.equals(REDUCED) && variables(columns).isEmpty()) {
            throw new IllegalArgumentException(
                    file
                            + ":1: the headings must be \"rs,zeta,s\", \"rho,sigma\" or"
                            + " \"rho_a,rho_b,sigma_aa,sigma_ab,sigma_bb\".");
        }
        var rows = new ArrayList<double[]>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(numbers(lines.get(i), columns.size(), file + ":" + (i + 1)));
            }
        }
        return of(columns, rows);
    }

    private static double[] numbers(String line, int count, String where) {
        var cells = cells(line);
        try {
            double[] numbers = cells.stream().mapToDouble(Double::parseDouble).toArray();
            if (numbers.length == count) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(where + ": not numbers: " + line, e);
        }
        throw new IllegalArgumentException(
                where + ": expected " + count + " numbers, found " + cells.size() + ".");
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static PointList of(List<String> columns, List<double[]> list) {
        double[][] rows = list.toArray(double[][]::new);
        return new PointList(columns, rows, points(columns, rows));
    }

    /** The variables that headings are those of; empty if they are not. */
    private static Optional<Set<Variable>> variables(List<String> columns) {
        return VARIABLES.stream()
                .filter(
                        set ->
                                columns.equals(headings(false, set))
                                        || columns.equals(headings(true, set)))
                .findFirst();
    }

    private static Points points(List<String> columns, double[][] rows) {
        var variables = variables(columns);
        if (variables.isPresent()) {
            boolean polarised = columns.equals(headings(true, variables.get()));
            double[][][] arrays = new double[Variable.values().length][][];
            int column = 0;
            for (Variable variable : variables.get()) {
                double[][] components = new double[variable.components(polarised).size()][];
                for (int c = 0; c < components.length; c++) {
                    components[c] = column(rows, column++);
                }
                arrays[variable.ordinal()] = components;
            }
            return Points.over(polarised, arrays);
        }
        return Points.polarised(
                each(rows, i -> share(rows[i], 1) * density(rows[i])),
                each(rows, i -> share(rows[i], -1) * density(rows[i])),
                each(rows, i -> share(rows[i], 1) * share(rows[i], 1) * sigma(rows[i])),
                each(rows, i -> share(rows[i], 1) * share(rows[i], -1) * sigma(rows[i])),
                each(rows, i -> share(rows[i], -1) * share(rows[i], -1) * sigma(rows[i])));
    }

    private static double density(double[] reduced) {
        return 3 / (4 * Math.PI * Math.pow(reduced[0], 3));
    }

    private static double share(double[] reduced, int spin) {
        return (1 + spin * reduced[1]) / 2;
    }

    private static double sigma(double[] reduced) {
        double gradient = DensityScales.GRADIENT * reduced[2] * Math.pow(density(reduced), 4.0 / 3);
        return gradient * gradient;
    }

    private static double[] column(double[][] rows, int column) {
        return each(rows, i -> rows[i][column]);
    }

    private static double[] each(double[][] rows, IntToDoubleFunction value) {
        return IntStream.range(0, rows.length).mapToDouble(value).toArray();
    }

    /** Adds the given values of a point by their headings. */
    void putInto(Map<String, Object> values, int point) {
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), rows[point][i]);
        }
    }
}
