package xcflow.functional.neural;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The correlation energy per particle ε_c(r_s, ζ, p) of a neural functional as piecewise
 * polynomials that are made where points fall: base times network to about nine digits, at a fifth
 * of their cost.
 *
 * <p>The coordinates are x and y of {@link FactorSurface}, x stretched so that it is 1 at the least
 * density of all, and w = (1 − |ζ|)^{1/3}, in which ε_c is analytic up to the full polarisation w =
 * 0. The unit cube is divided into cells, each of which holds the polynomial through the Chebyshev
 * nodes. A cell whose polynomial does not agree between the nodes is divided into eight, twice at
 * most; where that does not suffice there is none. Nor is there one next to y = 1, where damped
 * factors vanish, and next to w = 0, where the derivative with respect to ζ diverges; cells there
 * are halved towards that face, so that it is hardly ever met.
 *
 * <p>What a cell holds is a function of the weights alone, whoever makes it first: results depend
 * on nothing but the point. Thread-safe.
 */
final class EnergyVolume {
    /** What x of a {@link FactorSurface} is multiplied by. */
    static final double STRETCH =
            1 + 1 / Math.sqrt(PartKernel.RS / Math.cbrt(1.001 * PartKernel.NEGLIGIBLE));

    private static final int X_CELLS = 16;
    private static final int Y_CELLS = 16;
    private static final int W_CELLS = 8;

    /** How often a cell is divided because its polynomial does not agree. */
    private static final int MOST_DIVISIONS = 2;

    /** How often a cell next to y = 1 or w = 0 is halved. */
    private static final int MOST_HALVINGS = 12;

    /** Every so many cells one is tried to find whether a table is worth while. */
    private static final int TRIAL_STEP = 97;

    private final AtomicReferenceArray<Cell> cells =
            new AtomicReferenceArray<>(X_CELLS * Y_CELLS * W_CELLS);

    /** A part of the unit cube. */
    private sealed interface Cell permits Smooth, Divided, Rough {}

    /**
     * A cell with a polynomial.
     *
     * @param coefficients as in {@link VolumePolynomial}
     */
    private record Smooth(double[] coefficients) implements Cell {}

    /** A cell of smaller ones: all axes halved, or one of them. */
    private record Divided(AtomicReferenceArray<Cell> parts, boolean x, boolean y, boolean w)
            implements Cell {
        static Divided of(boolean x, boolean y, boolean w) {
            return new Divided(new AtomicReferenceArray<>(x ? 8 : 2), x, y, w);
        }
    }

    /** A cell without a polynomial. */
    private record Rough() implements Cell {}

    private static final Rough ROUGH = new Rough();

    private EnergyVolume() {}

    /**
     * The table of a correlation energy, unless polynomials fail in a quarter of some eighths of
     * cells that are tried: the rougher a network, the more cells are divided in vain.
     */
    static Optional<EnergyVolume> of(NeuralPart correlation) {
        var maker = new VolumePolynomial(correlation);
        int tried = 0;
        int smooth = 0;
        for (int at = 0; at < X_CELLS * Y_CELLS * W_CELLS; at += TRIAL_STEP) {
            var place = new Place();
            place.i = at / (Y_CELLS * W_CELLS);
            place.j = at / W_CELLS % Y_CELLS;
            place.k = at % W_CELLS;
            place.enter(Divided.of(true, true, true), 0, 0, 1);
            tried++;
            smooth += make(place, maker) instanceof Smooth ? 1 : 0;
        }
        return 4 * smooth >= 3 * tried ? Optional.of(new EnergyVolume()) : Optional.empty();
    }

    /** √r_s at a coordinate. */
    static double rootRs(double x) {
        double unstretched = x / STRETCH;
        return unstretched / (1 - unstretched);
    }

    /** A cell on the way to a point: its number among those of its size, on each axis. */
    static final class Place {
        private int i;
        private int j;
        private int k;
        private int xScale = X_CELLS;
        private int yScale = Y_CELLS;
        private int wScale = W_CELLS;
        private int divisions;
        private int halvings;

        /** Turns to the undivided cell of a point and returns its index. */
        private int start(double x, double y, double w) {
            xScale = X_CELLS;
            yScale = Y_CELLS;
            wScale = W_CELLS;
            divisions = 0;
            halvings = 0;
            i = Math.min((int) (x * X_CELLS), X_CELLS - 1);
            j = Math.min((int) (y * Y_CELLS), Y_CELLS - 1);
            k = Math.min((int) (w * W_CELLS), W_CELLS - 1);
            return (i * Y_CELLS + j) * W_CELLS + k;
        }

        /** Turns to the part of a cell that the point is in and returns its index. */
        private int enter(Divided cell, double x, double y, double w) {
            int index = 0;
            if (cell.x) {
                xScale *= 2;
                i = half(x * xScale, 2 * i);
                index = i & 1;
                divisions++;
            } else {
                halvings++;
            }
            if (cell.y) {
                yScale *= 2;
                j = half(y * yScale, 2 * j);
                index = 2 * index + (j & 1);
            }
            if (cell.w) {
                wScale *= 2;
                k = half(w * wScale, 2 * k);
                index = 2 * index + (k & 1);
            }
            return index;
        }

        /** Which of two halves, the first of which is given, a place is in. */
        private static int half(double place, int first) {
            return place >= first + 1 ? first + 1 : first;
        }

        private boolean isLastInY() {
            return j == yScale - 1;
        }

        private boolean isFirstInW() {
            return k == 0;
        }

        private VolumePolynomial.Box box() {
            double xLength = 1.0 / xScale;
            double yLength = 1.0 / yScale;
            double wLength = 1.0 / wScale;
            return new VolumePolynomial.Box(
                    i * xLength, j * yLength, k * wLength, xLength, yLength, wLength);
        }
    }

    /**
     * ε_c and its derivatives at one point.
     *
     * @param surfaceX x of a {@link FactorSurface}
     * @param place room to find the cell
     * @param plane room for {@link VolumePolynomial#evaluate}
     * @param result receives ε_c and its derivatives with respect to the first three arguments
     * @param maker makes the polynomial of a cell that no point has been in yet
     * @return false if there is no polynomial for the point
     */
    boolean evaluate(
            double surfaceX,
            double y,
            double w,
            Place place,
            double[] plane,
            double[] result,
            VolumePolynomial maker) {
        double x = surfaceX * STRETCH;
        int at = place.start(x, y, w);
        var among = cells;
        while (true) {
            var cell = among.get(at);
            if (cell == null) {
                cell = make(place, maker);
                among.set(at, cell);
            }
            if (cell instanceof Smooth smooth) {
                VolumePolynomial.evaluate(
                        smooth.coefficients,
                        2 * (x * place.xScale - place.i) - 1,
                        2 * (y * place.yScale - place.j) - 1,
                        2 * (w * place.wScale - place.k) - 1,
                        plane,
                        result);
                result[1] *= 2 * place.xScale * STRETCH;
                result[2] *= 2 * place.yScale;
                result[3] *= 2 * place.wScale;
                return true;
            }
            if (!(cell instanceof Divided divided)) {
                return false;
            }
            at = place.enter(divided, x, y, w);
            among = divided.parts;
        }
    }

    private static Cell make(Place place, VolumePolynomial maker) {
        if (place.isLastInY() || place.isFirstInW()) {
            if (place.halvings == MOST_HALVINGS) {
                return ROUGH;
            }
            boolean towardsY = place.isLastInY();
            return Divided.of(false, towardsY, !towardsY);
        }
        double[] coefficients = maker.through(place.box());
        if (coefficients != null) {
            return new Smooth(coefficients);
        }
        return place.divisions < MOST_DIVISIONS ? Divided.of(true, true, true) : ROUGH;
    }
}
