package xcflow.numerics.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * What the self-test found of one routine.
 *
 * @param routine as BLAS or LAPACK call it
 * @param sizes the orders of matrices that it was tested with
 * @param worstSize the one with the greatest error
 * @param error greatest error, relative to the greatest element; infinite if the routine gave up or
 *     gave no numbers
 */
public record Check(String routine, List<Integer> sizes, int worstSize, double error) {

    /**
     * Relative error up to which a routine is right. Rounding gives some 1e-14 at these sizes; a
     * wrong kernel is wrong by orders of magnitude more.
     */
    public static final double LIMIT = 1e-12;

    public Check {
        sizes = List.copyOf(sizes);
    }

    /** Whether the routine is right. */
    public boolean passed() {
        return error <= LIMIT;
    }

    /** A check that has seen one more size. */
    Check and(int size, double found) {
        List<Integer> all = new ArrayList<>(sizes);
        if (!all.contains(size)) {
            all.add(size);
        }
        double number = Double.isNaN(found) ? Double.POSITIVE_INFINITY : found;
        return number > error || sizes.isEmpty()
                ? new Check(routine, all, size, number)
                : new Check(routine, all, worstSize, error);
    }
}
