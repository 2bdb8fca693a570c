package xcflow.functional.audit;

import java.util.EnumSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import xcflow.functional.Functional;
import xcflow.functional.Results;
import xcflow.functional.Separable;

/**
 * How much two functionals differ on a grid.
 *
 * @param quantity what is compared, such as {@code F_x}
 * @param unit of the differences; empty for a pure number
 * @param mean mean of the absolute difference
 * @param largest largest absolute difference
 * @param where it is largest
 */
public record Comparison(
        String quantity, String unit, double mean, double largest, GridPoint where) {

    /** Differences on the grid of all that any of the two depends on. */
    public static List<Comparison> of(Separable one, Separable other) {
        return of(one, other, AuditGrid.fitting(one, other));
    }

    /** Differences of F_x, F_c, F_xc and, where the density is not tiny, of the derivatives. */
    public static List<Comparison> of(Separable one, Separable other, AuditGrid grid) {
        return List.of(
                factors("F_x", one.exchange(), other.exchange(), grid),
                factors("F_c", one.correlation(), other.correlation(), grid),
                factors("F_xc", one, other, grid),
                derivatives("v_rho", "Ha", one, other, grid, Weight.POTENTIAL),
                derivatives("v_sigma |grad rho|²/rho", "Ha", one, other, grid, Weight.GRADIENT));
    }

    private static Comparison factors(
            String quantity, Functional one, Functional other, AuditGrid grid) {
        double[] first = EnhancementFactors.of(one, grid.size(), grid::point).factor();
        double[] second = EnhancementFactors.of(other, grid.size(), grid::point).factor();
        return of(quantity, "", grid, i -> Math.abs(first[i] - second[i]));
    }

    /** What makes a derivative comparable between dense and thin regions: an energy. */
    private enum Weight {
        POTENTIAL,
        GRADIENT
    }

    private static Comparison derivatives(
            String quantity,
            String unit,
            Functional one,
            Functional other,
            AuditGrid grid,
            Weight weight) {
        var needs = EnumSet.copyOf(one.needs());
        needs.addAll(other.needs());
        var points = EnhancementFactors.points(grid.size(), grid::point, needs);
        var first = Results.like(points);
        var second = Results.like(points);
        one.evaluate(points, first);
        other.evaluate(points, second);
        return of(
                quantity,
                unit,
                grid,
                i -> {
                    if (weight == Weight.POTENTIAL) {
                        return Math.abs(first.vRhoA[i] - second.vRhoA[i]);
                    }
                    double rho = points.rhoA[i] + points.rhoB[i];
                    return Math.abs(first.vSigmaAA[i] - second.vSigmaAA[i])
                            * points.sigmaAA[i]
                            / rho;
                });
    }

    private static Comparison of(
            String quantity, String unit, AuditGrid grid, IntToDoubleFunction difference) {
        double[] differences = IntStream.range(0, grid.size()).mapToDouble(difference).toArray();
        int worst = 0;
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += differences[i];
            if (!(differences[i] <= differences[worst])) {
                worst = i;
            }
        }
        return new Comparison(
                quantity, unit, sum / grid.size(), differences[worst], grid.point(worst));
    }
}
