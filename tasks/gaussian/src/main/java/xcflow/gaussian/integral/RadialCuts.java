package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a range of radii is cut so that narrow functions are not overlooked. */
final class RadialCuts {
    private RadialCuts() {}

    /**
     * Pieces that double away from each distance at which there are functions, beginning with the
     * width of the steepest of them.
     *
     * @param steepest distances in bohr, each with the largest exponent in bohr^-2
     * @param end where the range that begins at 0 ends, bohr
     * @return ends of the pieces, ascending
     */
    static List<double[]> pieces(Map<Double, Double> steepest, double end) {
        TreeMap<Double, Double> cuts = new TreeMap<>();
        steepest.forEach(
                (distance, exponent) -> {
                    double width = 1 / Math.sqrt(exponent);
                    cuts.merge(distance, width, Math::min);
                    for (double step = width; step < end; step *= 2) {
                        cuts.merge(distance + step, step, Math::min);
                        cuts.merge(distance - step, step, Math::min);
                    }
                });
        List<double[]> pieces = new ArrayList<>();
        double from = 0;
        for (var entry : cuts.subMap(0.0, false, end, false).entrySet()) {
            // Cuts for another atom nearby do as well.
            if (entry.getKey() - from > 0.25 * entry.getValue()) {
                pieces.add(new double[] {from, entry.getKey()});
                from = entry.getKey();
            }
        }
        pieces.add(new double[] {from, end});
        return pieces;
    }
}
