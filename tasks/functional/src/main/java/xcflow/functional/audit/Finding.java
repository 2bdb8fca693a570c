package xcflow.functional.audit;

import java.util.Optional;

/**
 * What was found about one constraint.
 *
 * @param constraint what was tried
 * @param holds whether it applies and no violation was found
 * @param value a number that characterises it: the largest violation, or the coefficient itself for
 *     constraints that have a {@link Constraint#symbol symbol}
 * @param fraction part of the points tried that violate it
 * @param first violation with the smallest s, of an unpolarised density if there is one; null if it
 *     holds or is not a matter of single points
 * @param worst where the violation is largest; null if it holds or is not a matter of single points
 * @param exempt why it is no statement about this functional; empty if it is one
 */
public record Finding(
        Constraint constraint,
        boolean holds,
        double value,
        double fraction,
        GridPoint first,
        GridPoint worst,
        Optional<String> exempt) {

    /** A finding about a functional to which the constraint applies. */
    Finding(
            Constraint constraint,
            boolean holds,
            double value,
            double fraction,
            GridPoint first,
            GridPoint worst) {
        this(constraint, holds, value, fraction, first, worst, Optional.empty());
    }

    /** A finding about one number. */
    static Finding ofNumber(Constraint constraint, boolean holds, double value) {
        return new Finding(constraint, holds, value, holds ? 0 : 1, null, null);
    }

    /** The constraint says nothing about this functional. */
    static Finding exempt(Constraint constraint, String reason) {
        return new Finding(constraint, false, 0, 0, null, null, Optional.of(reason));
    }

    /** Whether the constraint is a statement about this functional. */
    public boolean applies() {
        return exempt.isEmpty();
    }

    /** Whether it applies and does not hold. */
    public boolean isViolated() {
        return applies() && !holds;
    }
}
