package xcflow.functional.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import xcflow.functional.Functionals;

/**
 * How far a functional is from libxc's values: the largest deviation of each quantity.
 *
 * <p>Deviations are relative, with one exception. The correlation of Lee, Yang and Parr is exactly
 * zero for a fully polarised density, where libxc's numbers are what its rounding and its density
 * threshold leave; there the deviation is relative to the largest value of the quantity at the same
 * r_s.
 */
record Deviations(Map<String, Double> largest) {
    /** Points of equal r_s follow each other in the table. */
    private static final int POINTS_PER_DENSITY = 20;

    static Deviations of(LibxcFunctional reference) {
        var table = LibxcTable.get();
        var results = table.evaluate(Functionals.named(reference.name()), reference.threshold);
        var largest = new LinkedHashMap<String, Double>();
        for (String quantity : LibxcTable.QUANTITIES) {
            double[] expected = table.values(reference.name(), quantity);
            double[] actual = LibxcTable.column(results, quantity);
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                if (Double.isNaN(expected[i])) {
                    continue;
                }
                boolean vanishes = reference == LibxcFunctional.GGA_C_LYP && table.rhoB[i] == 0;
                double scale = vanishes ? scale(expected, i) : Math.abs(expected[i]);
                double deviation = Math.abs(actual[i] - expected[i]);
                worst = Math.max(worst, deviation == 0 ? 0 : deviation / scale);
            }
            largest.put(quantity, worst);
        }
        return new Deviations(largest);
    }

    double largest(String quantity) {
        return largest.get(quantity);
    }

    private static double scale(double[] expected, int point) {
        int first = point - point % POINTS_PER_DENSITY;
        double scale = 0;
        for (int i = first; i < first + POINTS_PER_DENSITY; i++) {
            if (!Double.isNaN(expected[i])) {
                scale = Math.max(scale, Math.abs(expected[i]));
            }
        }
        return scale;
    }
}
