package xcflow.functional.audit;

import java.util.stream.IntStream;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Variable;

/**
 * Where constraints are tried: all combinations of the values, s fastest and α slowest. Only points
 * with α ≥ 0 exist: no density has a kinetic energy below that of a single orbital.
 *
 * @param rs increasing, bohr
 * @param zeta increasing, 0 to 1
 * @param s increasing from 0
 * @param alpha increasing from 0, with 1 among them; empty if nothing depends on it
 */
public record AuditGrid(double[] rs, double[] zeta, double[] s, double[] alpha) {
    private static final double DENSEST = 0.05;

    /**
     * From a single orbital through the uniform gas, around which the values are closest, to where
     * closed shells overlap, and on to what stands for α → ∞.
     */
    private static final double[] ALPHAS = {
        0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.5, 2, 2.5, 3.5, 5, 10, 100, 1e6
    };

    /**
     * r_s from 0.05 (the density at the nucleus of silicon) to 100 in 40 steps of equal ratio, ζ
     * from 0 to 1 in steps of 0.1, s from 0 to 5 in steps of 0.02.
     */
    public static AuditGrid standard() {
        return of(41, 11, 251);
    }

    /**
     * The same ranges with α as well: r_s in 20 steps, ζ in steps of 0.2, s in steps of 0.1, and 17
     * values of α from 0 to 10⁶.
     */
    public static AuditGrid kinetic() {
        var plain = of(21, 6, 51);
        return new AuditGrid(plain.rs, plain.zeta, plain.s, ALPHAS);
    }

    /** The grid of all variables on which any of the functionals depends. */
    public static AuditGrid fitting(Functional... functionals) {
        for (Functional functional : functionals) {
            if (functional.needs().contains(Variable.TAU)) {
                return kinetic();
            }
        }
        return standard();
    }

    /** The same ranges with other numbers of values, without α. */
    public static AuditGrid of(int rs, int zeta, int s) {
        return new AuditGrid(
                IntStream.range(0, rs)
                        .mapToDouble(i -> DENSEST * Math.pow(100 / DENSEST, i / (rs - 1.0)))
                        .toArray(),
                IntStream.range(0, zeta).mapToDouble(i -> i / (double) (zeta - 1)).toArray(),
                IntStream.range(0, s).mapToDouble(i -> 5.0 * i / (s - 1)).toArray(),
                new double[0]);
    }

    /** Whether α is among the variables. */
    public boolean isKinetic() {
        return alpha.length > 0;
    }

    public int size() {
        return perAlpha() * Math.max(1, alpha.length);
    }

    private int perAlpha() {
        return rs.length * zeta.length * s.length;
    }

    /** The combination of this index. */
    public GridPoint point(int index) {
        int gradients = s.length;
        int perDensity = zeta.length * gradients;
        int within = index % perAlpha();
        double density = rs[within / perDensity];
        double polarisation = zeta[within % perDensity / gradients];
        double gradient = s[within % gradients];
        if (!isKinetic()) {
            return new GridPoint(density, polarisation, gradient);
        }
        double orbitals = alpha[index / perAlpha()];
        boolean single = orbitals == 0;
        return new GridPoint(
                density,
                polarisation,
                single ? Math.max(gradient, DensityScales.SINGLE_ORBITAL_GRADIENT) : gradient,
                orbitals);
    }

    /** How many combinations of r_s and ζ there are. */
    int densities() {
        return rs.length * zeta.length;
    }

    /** A combination of r_s and ζ, ζ fastest, in the uniform gas. */
    GridPoint uniform(int index) {
        double density = rs[index / zeta.length];
        double polarisation = zeta[index % zeta.length];
        return isKinetic()
                ? new GridPoint(density, polarisation, 0, 1)
                : new GridPoint(density, polarisation, 0);
    }

    /** How many combinations there are at one r_s. */
    int perDensity() {
        return zeta.length * s.length * Math.max(1, alpha.length);
    }

    /** Number among those of one r_s of the combination with this index among all. */
    int withoutDensity(int index) {
        int each = zeta.length * s.length;
        return index / perAlpha() * each + index % each;
    }

    /** The combination at another r_s, by its {@link #withoutDensity number} there. */
    GridPoint at(double density, int number) {
        int each = zeta.length * s.length;
        return point(number / each * perAlpha() + number % each).withRs(density);
    }
}
