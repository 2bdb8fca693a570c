package xcflow.commands;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.spi.Warning;

/**
 * What {@code xcflow scf} says about a calculation, the same for every engine.
 *
 * @param energy total energy in hartree; NaN if it did not converge
 * @param components parts of it by name, hartree
 * @param converged whether the calculation converged
 * @param iterations of the self-consistent field
 * @param details all else by name: plain values, maps and lists
 * @param warnings what is doubtful about the result
 */
record ScfReport(
        double energy,
        Map<String, Double> components,
        boolean converged,
        int iterations,
        Map<String, Object> details,
        List<Warning> warnings) {

    /** Numbers as a list of vectors of three. */
    static List<double[]> vectors(double[] numbers) {
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 3) {
            vectors.add(Arrays.copyOfRange(numbers, i, i + 3));
        }
        return vectors;
    }

    /** Prints one JSON object. */
    void printJson(String engine, String functional, double seconds, PrintWriter out) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("engine", engine);
        json.put("functional", functional);
        json.put("energy", Double.isNaN(energy) ? null : energy);
        json.put("components", components);
        json.put("converged", converged);
        json.put("iterations", iterations);
        json.put("seconds", seconds);
        json.put("warnings", CommandWarnings.json(warnings));
        json.putAll(details);
        Screen.json(out, json);
    }

    /** Prints lines for people. */
    void printText(double seconds, PrintWriter out) {
        components.forEach(
                (name, value) -> out.printf(Locale.ROOT, "%-22s %18.8f Ha%n", name, value));
        out.printf(Locale.ROOT, "%-22s %18.8f Ha%n", "total energy", energy);
        details.forEach((name, value) -> out.printf(Locale.ROOT, "%-22s %s%n", name, text(value)));
        out.printf(
                Locale.ROOT,
                "%-22s %d iterations in %.2f s%n",
                converged ? "converged" : "not converged",
                iterations,
                seconds);
        out.flush();
    }

    private static String text(Object value) {
        if (value instanceof List<?> rows
                && !rows.isEmpty()
                && rows.stream().allMatch(double[].class::isInstance)) {
            return rows.stream()
                    .map(ScfReport::text)
                    .collect(Collectors.joining(String.format(Locale.ROOT, "%n%23s", "")));
        }
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.8g", number);
        }
        if (value instanceof double[] numbers) {
            StringBuilder line = new StringBuilder();
            for (double number : numbers) {
                line.append(String.format(Locale.ROOT, "%.6f ", number));
            }
            return line.toString().strip();
        }
        return String.valueOf(value);
    }
}
