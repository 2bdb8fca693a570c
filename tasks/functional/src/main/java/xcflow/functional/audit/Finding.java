package xcflow.functional.audit;

/**
 * What was found about one constraint.
 *
 * @param constraint what was tried
 * @param holds whether no violation was found
 * @param value a number that characterises it: the largest violation, or the coefficient itself for
 *     the gradient coefficient
 * @param fraction part of the points tried that violate it
 * @param first violation with the smallest s, of an unpolarised density if there is one; null if it
 *     holds or is not a matter of single points
 * @param worst where the violation is largest; null if it holds or is not a matter of single points
 */
public record Finding(
        Constraint constraint,
        boolean holds,
        double value,
        double fraction,
        GridPoint first,
        GridPoint worst) {

    /** A finding about one number. */
    static Finding ofNumber(Constraint constraint, boolean holds, double value) {
        return new Finding(constraint, holds, value, holds ? 0 : 1, null, null);
    }
}
