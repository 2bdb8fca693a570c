package xcflow.functional.neural;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A factor of unpolarised densities, F(r_s, p), as piecewise polynomials that are made where points
 * fall: the network's numbers to about 1e-12 at a small part of its cost.
 *
 * <p>The coordinates are x = √r_s/(1 + √r_s) and y = B(τ) with τ = p (1 + 1/r_s) and the bounded
 * logarithm B of {@link Descriptor}: all descriptors are analytic in them on the whole unit square.
 * The square is divided into cells, each of which holds the polynomial through the Chebyshev nodes.
 * A cell whose polynomial does not agree with the network between the nodes is quartered, a few
 * times at most; where that does not suffice, and next to y = 1, where damped factors vanish, there
 * is no polynomial and the network is asked.
 *
 * <p>What a cell holds is a function of the weights alone, whoever makes it first: results depend
 * on nothing but the point. Thread-safe.
 */
final class FactorSurface {
    private static final int CELLS = 16;
    private static final int DEEPEST = 4;

    private final AtomicReferenceArray<Cell> cells = new AtomicReferenceArray<>(CELLS * CELLS);

    /** A part of the unit square. */
    private sealed interface Cell permits Smooth, Divided, Rough {}

    /**
     * A cell with a polynomial.
     *
     * @param coefficients as in {@link SurfacePolynomial}
     * @param scale of the cell's own coordinates: cells per unit length
     */
    private record Smooth(double[] coefficients, int scale) implements Cell {}

    /** A cell of four cells. */
    private record Divided(AtomicReferenceArray<Cell> quarters) implements Cell {}

    /** A cell without a polynomial. */
    private record Rough() implements Cell {}

    private static final Rough ROUGH = new Rough();

    /**
     * F and its derivatives with respect to x and y at one point.
     *
     * @param result receives F, ∂F/∂x, ∂F/∂y
     * @param maker makes the polynomial of a cell that no point has been in yet
     * @return false if there is no polynomial for the point
     */
    boolean evaluate(double x, double y, double[] result, SurfacePolynomial maker) {
        int scale = CELLS;
        int i = Math.min((int) (x * scale), scale - 1);
        int j = Math.min((int) (y * scale), scale - 1);
        var among = cells;
        int at = i * CELLS + j;
        while (true) {
            var cell = among.get(at);
            if (cell == null) {
                cell = make(scale, i, j, maker);
                among.set(at, cell);
            }
            if (cell instanceof Smooth smooth) {
                SurfacePolynomial.evaluate(
                        smooth.coefficients,
                        2 * (x * scale - i) - 1,
                        2 * (y * scale - j) - 1,
                        result);
                result[1] *= 2 * smooth.scale;
                result[2] *= 2 * smooth.scale;
                return true;
            }
            if (!(cell instanceof Divided divided)) {
                return false;
            }
            scale *= 2;
            i = half(x, scale, 2 * i);
            j = half(y, scale, 2 * j);
            among = divided.quarters;
            at = 2 * (i & 1) + (j & 1);
        }
    }

    /** Which of two halves, the first of which is given, a coordinate is in. */
    private static int half(double place, int scale, int first) {
        return place * scale >= first + 1 ? first + 1 : first;
    }

    private static Cell make(int scale, int i, int j, SurfacePolynomial maker) {
        if (j < scale - 1) {
            double[] coefficients = maker.through(scale, i, j);
            if (coefficients != null) {
                return new Smooth(coefficients, scale);
            }
        }
        return scale < CELLS << DEEPEST ? new Divided(new AtomicReferenceArray<>(4)) : ROUGH;
    }
}
