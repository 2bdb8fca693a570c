package xcflow.functional.audit;

import java.util.stream.IntStream;

/**
 * Where constraints are tried: all combinations of the values, s fastest.
 *
 * @param rs increasing, bohr
 * @param zeta increasing, 0 to 1
 * @param s increasing from 0
 */
public record AuditGrid(double[] rs, double[] zeta, double[] s) {
    private static final double DENSEST = 0.05;

    /**
     * r_s from 0.05 (the density at the nucleus of silicon) to 100 in 40 steps of equal ratio, ζ
     * from 0 to 1 in steps of 0.1, s from 0 to 5 in steps of 0.02.
     */
    public static AuditGrid standard() {
        return of(41, 11, 251);
    }

    /** The same ranges with other numbers of values. */
    public static AuditGrid of(int rs, int zeta, int s) {
        return new AuditGrid(
                IntStream.range(0, rs)
                        .mapToDouble(i -> DENSEST * Math.pow(100 / DENSEST, i / (rs - 1.0)))
                        .toArray(),
                IntStream.range(0, zeta).mapToDouble(i -> i / (double) (zeta - 1)).toArray(),
                IntStream.range(0, s).mapToDouble(i -> 5.0 * i / (s - 1)).toArray());
    }

    public int size() {
        return rs.length * zeta.length * s.length;
    }

    /** The combination of this index. */
    public GridPoint point(int index) {
        int gradients = s.length;
        int perDensity = zeta.length * gradients;
        return new GridPoint(
                rs[index / perDensity], zeta[index % perDensity / gradients], s[index % gradients]);
    }
}
