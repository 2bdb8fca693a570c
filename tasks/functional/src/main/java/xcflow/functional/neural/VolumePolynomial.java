package xcflow.functional.neural;

import xcflow.functional.Points;
import xcflow.functional.Results;

/**
 * Makes the polynomials of an {@link EnergyVolume}. One object serves one thread.
 *
 * <p>Coefficients are those of t^i u^j v^k at place {@code (i · ORDER + j) · ORDER + k}, with −1 ≤
 * t, u, v ≤ 1 the coordinates within the cell.
 */
final class VolumePolynomial {
    /** Coefficients in each direction. */
    static final int ORDER = 8;

    /** Coefficients of u and v. */
    static final int PLANE = ORDER * ORDER;

    /** Coefficients of a cell. */
    static final int SIZE = ORDER * PLANE;

    /** How well a polynomial agrees with the network, in units of the largest |ε_c| in its cell. */
    private static final double TOLERANCE = 1e-8;

    /** The same for (1 − x) ∂ε_c/∂x, (1 − y) ∂ε_c/∂y and ∂ε_c/∂w. */
    private static final double SLOPE_TOLERANCE = 1e-5;

    private static final double[] NODES = Chebyshev.nodes(ORDER);

    /** Corners, edges and places between the nodes where a polynomial is compared: t, u, v. */
    private static final double[][] PROBES = {
        {-1, -1, -1},
        {1, 1, 1},
        {-1, 1, 0.3},
        {1, -1, -0.4},
        {0.3, -1, 1},
        {-0.4, 1, -1},
        {-0.2, 0.3, 0.1},
        {1, 0.2, -1},
        {-1, -0.3, 1},
        {0.5, -0.6, -0.7},
        {-0.6, 0.7, 0.8},
        {0.1, -0.2, 1}
    };

    private static final double[][] FROM_VALUES = Chebyshev.fromValues(ORDER);

    private final NeuralPart part;
    private final FactorKernel factor;
    private final PartKernel whole;
    private final Variables variables = new Variables(FactorKernel.BLOCK, true);
    private final Points points = Points.allocate(FactorKernel.BLOCK, true);
    private final Results results = new Results(FactorKernel.BLOCK, true);
    private double[] values = new double[SIZE];
    private double[] transformed = new double[SIZE];
    private final double[] plane = new double[2 * PLANE];
    private final double[] slopes = new double[4];
    private final double[] result = new double[4];
    private final double[] exact = new double[4];

    VolumePolynomial(NeuralPart part) {
        this.part = part;
        factor = new FactorKernel(part.factor());
        whole = PartKernel.polarised(part);
    }

    /** Where a cell begins and how far it extends, in units of the whole cube. */
    record Box(double x, double y, double w, double xLength, double yLength, double wLength) {
        double x(double t) {
            return x + xLength * (1 + t) / 2;
        }

        double y(double u) {
            return y + yLength * (1 + u) / 2;
        }

        double w(double v) {
            return w + wLength * (1 + v) / 2;
        }
    }

    /**
     * Stores the value and the derivatives with respect to t, u and v.
     *
     * @param plane room for two times the coefficients of u and v
     */
    static void evaluate(double[] c, double t, double u, double v, double[] plane, double[] to) {
        alongFirst(c, t, plane);
        double f = 0;
        double byT = 0;
        double byU = 0;
        double byV = 0;
        for (int k = ORDER - 1; k >= 0; k--) {
            double value = plane[PLANE - ORDER + k];
            double slope = 0;
            double first = plane[2 * PLANE - ORDER + k];
            for (int j = PLANE - 2 * ORDER + k; j >= 0; j -= ORDER) {
                slope = Math.fma(slope, u, value);
                value = Math.fma(value, u, plane[j]);
                first = Math.fma(first, u, plane[PLANE + j]);
            }
            byV = Math.fma(byV, v, f);
            f = Math.fma(f, v, value);
            byU = Math.fma(byU, v, slope);
            byT = Math.fma(byT, v, first);
        }
        to[0] = f;
        to[1] = byT;
        to[2] = byU;
        to[3] = byV;
    }

    /** The polynomials of u and v at a given t: of the value, then of the derivative. */
    private static void alongFirst(double[] c, double t, double[] plane) {
        for (int k = 0; k < PLANE; k++) {
            double f7 = c[7 * PLANE + k];
            double f6 = Math.fma(f7, t, c[6 * PLANE + k]);
            double s6 = Math.fma(f7, t, f6);
            double f5 = Math.fma(f6, t, c[5 * PLANE + k]);
            double s5 = Math.fma(s6, t, f5);
            double f4 = Math.fma(f5, t, c[4 * PLANE + k]);
            double s4 = Math.fma(s5, t, f4);
            double f3 = Math.fma(f4, t, c[3 * PLANE + k]);
            double s3 = Math.fma(s4, t, f3);
            double f2 = Math.fma(f3, t, c[2 * PLANE + k]);
            double s2 = Math.fma(s3, t, f2);
            double f1 = Math.fma(f2, t, c[PLANE + k]);
            plane[k] = Math.fma(f1, t, c[k]);
            plane[PLANE + k] = Math.fma(s2, t, f1);
        }
    }

    /** Coefficients for a cell; null if ε_c is too rough in it. */
    double[] through(Box box) {
        double largest = nodeValues(box);
        double start = values[0];
        for (int i = 0; i < SIZE; i++) {
            values[i] -= start;
        }
        for (int stride = 1; stride < SIZE; stride *= ORDER) {
            transform(stride);
        }
        values[0] += start;
        double[] coefficients = values.clone();
        return agrees(coefficients, box, largest) ? coefficients : null;
    }

    /** Stores ε_c at the nodes and returns the greatest of their magnitudes. */
    private double nodeValues(Box box) {
        double largest = 0;
        int perBlock = FactorKernel.BLOCK / PLANE;
        for (int first = 0; first < ORDER; first += perBlock) {
            int n = 0;
            for (int i = first; i < Math.min(ORDER, first + perBlock); i++) {
                for (int jk = 0; jk < PLANE; jk++) {
                    set(n++, box, NODES[i], NODES[jk / ORDER], NODES[jk % ORDER]);
                }
            }
            factor.value(variables, n);
            part.base().evaluate(points, results, 0, n);
            for (int k = 0; k < n; k++) {
                double energy = results.energy[k] / density(k) * factor.f[k];
                values[first * PLANE + k] = energy;
                largest = Math.max(largest, Math.abs(energy));
            }
        }
        return largest;
    }

    /** From values at the nodes to coefficients, in the direction whose places are so far apart. */
    private void transform(int stride) {
        for (int at = 0; at < SIZE; at++) {
            int power = at / stride % ORDER;
            int from = at - power * stride;
            double sum = 0;
            for (int node = 0; node < ORDER; node++) {
                sum += FROM_VALUES[power][node] * values[from + node * stride];
            }
            transformed[at] = sum;
        }
        double[] spare = values;
        values = transformed;
        transformed = spare;
    }

    private void set(int n, Box box, double t, double u, double v) {
        double root = EnergyVolume.rootRs(Math.max(box.x(t), 1e-6));
        double y = box.y(u);
        double w = box.w(v);
        double rs = root * root;
        double minus = w * w * w;
        double p = 4 * y / ((1 - y) * (1 - y)) / (1 + 1 / rs);
        variables.set(n, rs, 2 - minus, minus, p);
        double cubeRoot = PartKernel.RS / rs;
        double density = cubeRoot * cubeRoot * cubeRoot;
        points.rhoA[n] = (1 - minus / 2) * density;
        points.rhoB[n] = minus / 2 * density;
        points.sigmaAA[n] = p * PartKernel.GRADIENT * density * density * cubeRoot * cubeRoot;
        points.sigmaAB[n] = 0;
        points.sigmaBB[n] = 0;
    }

    private double density(int k) {
        return points.rhoA[k] + points.rhoB[k];
    }

    private boolean agrees(double[] coefficients, Box box, double largest) {
        int n = PROBES.length;
        for (int i = 0; i < n; i++) {
            set(i, box, PROBES[i][0], PROBES[i][1], PROBES[i][2]);
        }
        results.clear(0, n);
        whole.addPolarised(points, results, 0, n);
        for (int i = 0; i < n; i++) {
            double[] probe = PROBES[i];
            evaluate(coefficients, probe[0], probe[1], probe[2], plane, result);
            SurfacePolynomial.chain(variables.rs[i], variables.rootRs[i], variables.p[i], slopes);
            double byX = 2 / box.xLength * result[1] * EnergyVolume.STRETCH;
            double byY = 2 / box.yLength * result[2];
            double byW = 2 / box.wLength * result[3];
            double byRs = byX * slopes[0] + byY * slopes[1];
            double w = box.w(probe[2]);
            exact(i);
            double allowed = SLOPE_TOLERANCE * largest;
            // Next to 1, x and y change with the logarithms of r_s and p.
            double allowedByX = allowed * (1 + variables.rootRs[i]);
            double allowedByY = allowed / (1 - slopes[3]);
            if (!(Math.abs(result[0] - exact[0]) <= TOLERANCE * largest)
                    || !(Math.abs(byY * slopes[2] - exact[2]) <= allowedByY * slopes[2])
                    || !(Math.abs(byRs - exact[1])
                            <= allowedByX * slopes[0] + allowedByY * Math.abs(slopes[1]))
                    || !(Math.abs(byW + 3 * w * w * exact[3]) <= allowed)) {
                return false;
            }
        }
        return true;
    }

    /** ε_c and its derivatives with respect to r_s, p and ζ, from those of ρ ε_c. */
    private void exact(int k) {
        double density = density(k);
        double energy = results.energy[k] / density;
        double byZeta = (results.vRhoA[k] - results.vRhoB[k]) / 2;
        double common = results.vRhoA[k] - variables.oneMinusZeta[k] * byZeta;
        double cubeRoot = Math.cbrt(density);
        double byP = results.vSigmaAA[k] * PartKernel.GRADIENT * density * cubeRoot * cubeRoot;
        exact[0] = energy;
        exact[1] = (3 * (energy - common) - 8 * variables.p[k] * byP) / variables.rs[k];
        exact[2] = byP;
        exact[3] = byZeta;
    }
}
