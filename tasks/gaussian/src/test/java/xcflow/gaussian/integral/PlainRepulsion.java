package xcflow.gaussian.integral;

/** The recursion of McMurchie and Davidson written as in the paper, one number at a time. */
final class PlainRepulsion {
    private PlainRepulsion() {}

    /** 2π^(5/2) / (pq √(p+q)) R_(a+b)(α, P − Q), without the sign of the ket. */
    static double between(Distribution bra, int a, Distribution ket, int b) {
        double p = bra.exponent();
        double q = ket.exponent();
        double alpha = p * q / (p + q);
        double[] distance = {bra.x() - ket.x(), bra.y() - ket.y(), bra.z() - ket.z()};
        int t = Hermite.t(a) + Hermite.t(b);
        int u = Hermite.u(a) + Hermite.u(b);
        int v = Hermite.v(a) + Hermite.v(b);
        return 2
                * Math.pow(Math.PI, 2.5)
                / (p * q * Math.sqrt(p + q))
                * r(0, t, u, v, alpha, distance);
    }

    private static double r(int m, int t, int u, int v, double alpha, double[] d) {
        if (t < 0 || u < 0 || v < 0) {
            return 0;
        }
        if (t > 0) {
            return (t - 1) * r(m + 1, t - 2, u, v, alpha, d)
                    + d[0] * r(m + 1, t - 1, u, v, alpha, d);
        }
        if (u > 0) {
            return (u - 1) * r(m + 1, t, u - 2, v, alpha, d)
                    + d[1] * r(m + 1, t, u - 1, v, alpha, d);
        }
        if (v > 0) {
            return (v - 1) * r(m + 1, t, u, v - 2, alpha, d)
                    + d[2] * r(m + 1, t, u, v - 1, alpha, d);
        }
        double argument = alpha * (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        return Math.pow(-2 * alpha, m) * Boys.series(m, argument)[m];
    }
}
