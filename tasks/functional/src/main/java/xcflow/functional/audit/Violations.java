package xcflow.functional.audit;

/** Collects where and how much one constraint is violated while the grid is walked. */
final class Violations {
    /** What counts as rounding: F is of the order of one and known to about 1e-13. */
    private static final double NOISE = 1e-8;

    private final Constraint constraint;
    private final double tolerance;
    private int tried;
    private int violated;
    private double largest;
    private GridPoint first;
    private GridPoint worst;

    Violations(Constraint constraint) {
        this(constraint, NOISE);
    }

    Violations(Constraint constraint, double tolerance) {
        this.constraint = constraint;
        this.tolerance = tolerance;
    }

    /**
     * @param excess by how much the constraint is violated; negative or zero if it holds
     */
    void add(GridPoint point, double excess) {
        tried++;
        // Not a number violates everything.
        if (excess <= tolerance) {
            return;
        }
        violated++;
        if (first == null || comesBefore(point, first)) {
            first = point;
        }
        if (worst == null || excess > largest) {
            largest = excess;
            worst = point;
        }
    }

    private static boolean comesBefore(GridPoint one, GridPoint other) {
        boolean unpolarised = one.zeta() == 0;
        if (unpolarised != (other.zeta() == 0)) {
            return unpolarised;
        }
        return one.s() < other.s();
    }

    Finding finding() {
        return new Finding(
                constraint,
                violated == 0,
                largest,
                tried == 0 ? 0 : (double) violated / tried,
                first,
                worst);
    }
}
