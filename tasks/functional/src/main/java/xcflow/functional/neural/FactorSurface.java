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
 * times at most; where that does not suffice there is no polynomial and the network is asked. So it
 * is next to y = 1, where damped factors vanish; cells there are halved towards that side, so that
 * it is hardly ever met.
 *
 * <p>What a cell holds is a function of the weights alone, whoever makes it first: results depend
 * on nothing but the point. Thread-safe.
 */
final class FactorSurface {
    private static final int CELLS = 16;

    /** How often a cell is quartered because its polynomial does not agree. */
    private static final int MOST_DIVISIONS = 4;

    /** How often a cell next to y = 1 is halved. */
    private static final int MOST_HALVINGS = 12;

    private final AtomicReferenceArray<Cell> cells = new AtomicReferenceArray<>(CELLS * CELLS);

    /** A part of the unit square. */
    private sealed interface Cell permits Smooth, Divided, Rough {}

    /**
     * A cell with a polynomial.
     *
     * @param coefficients as in {@link SurfacePolynomial}
     */
    private record Smooth(double[] coefficients) implements Cell {}

    /** A cell of smaller ones: both axes halved, or y alone. */
    private record Divided(AtomicReferenceArray<Cell> parts, boolean x) implements Cell {
        static Divided of(boolean x) {
            return new Divided(new AtomicReferenceArray<>(x ? 4 : 2), x);
        }
    }

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
        int xScale = CELLS;
        int yScale = CELLS;
        int i = Math.min((int) (x * xScale), xScale - 1);
        int j = Math.min((int) (y * yScale), yScale - 1);
        var among = cells;
        int at = i * CELLS + j;
        while (true) {
            var cell = among.get(at);
            if (cell == null) {
                cell = make(xScale, yScale, i, j, maker);
                among.set(at, cell);
            }
            if (cell instanceof Smooth smooth) {
                SurfacePolynomial.evaluate(
                        smooth.coefficients,
                        2 * (x * xScale - i) - 1,
                        2 * (y * yScale - j) - 1,
                        result);
                result[1] *= 2 * xScale;
                result[2] *= 2 * yScale;
                return true;
            }
            if (!(cell instanceof Divided divided)) {
                return false;
            }
            yScale *= 2;
            j = half(y * yScale, 2 * j);
            at = j & 1;
            if (divided.x) {
                xScale *= 2;
                i = half(x * xScale, 2 * i);
                at += 2 * (i & 1);
            }
            among = divided.parts;
        }
    }

    /** Which of two halves, the first of which is given, a place is in. */
    private static int half(double place, int first) {
        return place >= first + 1 ? first + 1 : first;
    }

    private static Cell make(int xScale, int yScale, int i, int j, SurfacePolynomial maker) {
        if (j == yScale - 1) {
            return yScale < CELLS << MOST_HALVINGS ? Divided.of(false) : ROUGH;
        }
        double[] coefficients = maker.through(xScale, yScale, i, j);
        if (coefficients != null) {
            return new Smooth(coefficients);
        }
        return xScale < CELLS << MOST_DIVISIONS ? Divided.of(true) : ROUGH;
    }
}
