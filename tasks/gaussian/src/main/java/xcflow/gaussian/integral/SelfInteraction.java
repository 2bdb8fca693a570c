package xcflow.gaussian.integral;

/**
 * Coulomb interaction of Hermite Gaussians of one exponent at one point: with the reduced exponent
 * α = p/2 and R = 0, R_tuv = Π (t−1)!! (−2α)^(n/2) / (n + 1) for t, u, v even, n = t + u + v.
 */
final class SelfInteraction {
    private static final double[] UNIT = new double[Hermite.count(Hermite.MAX_ORDER)];

    static {
        for (int h = 0; h < UNIT.length; h++) {
            int t = Hermite.t(h);
            int u = Hermite.u(h);
            int v = Hermite.v(h);
            if (t % 2 == 0 && u % 2 == 0 && v % 2 == 0) {
                int n = (t + u + v) / 2;
                UNIT[h] = odd(t) * odd(u) * odd(v) * Math.pow(-2, n) / (2 * n + 1);
            }
        }
    }

    private SelfInteraction() {}

    /** (n − 1)!! for even n. */
    private static double odd(int n) {
        double product = 1;
        for (int i = n - 1; i > 1; i -= 2) {
            product *= i;
        }
        return product;
    }

    /**
     * Potential of a density at itself.
     *
     * @param density [count(order)]
     * @param potential [count(order)], overwritten
     * @return density · potential, twice the self-energy
     */
    static double apply(double p, int order, double[] density, double[] potential) {
        int count = Hermite.count(order);
        int[] sums = Hermite.sums(order, order);
        double factor = 2 * Math.pow(Math.PI, 2.5) / (p * p * Math.sqrt(2 * p));
        double root = Math.sqrt(0.5 * p);
        double[] scaled = new double[order + 1];
        scaled[0] = 1;
        for (int i = 1; i <= order; i++) {
            scaled[i] = scaled[i - 1] * root;
        }
        double energy = 0;
        for (int a = 0; a < count; a++) {
            double sum = 0;
            for (int b = 0; b < count; b++) {
                double unit = UNIT[sums[a * count + b]];
                if (unit != 0) {
                    int degree = Hermite.degree(b);
                    double term = unit * scaled[degree] * density[b];
                    sum += degree % 2 == 0 ? term : -term;
                }
            }
            potential[a] = factor * scaled[Hermite.degree(a)] * sum;
            energy += potential[a] * density[a];
        }
        return energy;
    }
}
