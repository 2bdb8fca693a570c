package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Shell;

/**
 * The functions of a shell as seen from another centre: F_lm(r) = ∫ Y_lm χ dΩ on spheres about it,
 * with real spherical harmonics of norm 1.
 *
 * <p>With the shell at A, exp(−α|r − A|²) is exp(−α(r − A)²) times Σ_λ (2λ + 1) P_λ(cos) e^(−x)
 * i_λ(x) with x = 2αrA; the polynomial of the shell is expanded in powers of r, so that F_lm is a
 * sum of r^N times radial functions of λ ≤ l + N. L. E. McMurchie, E. R. Davidson, J. Comput. Phys.
 * 44, 289 (1981), section III; R. Flores-Moreno et al., J. Comput. Chem. 27, 1009 (2006).
 */
final class CentredShell {
    /** Exponents beyond which a primitive is left out: exp(−50) is 2e-22. */
    static final double NEGLIGIBLE = 50;

    /** A term of F_lm: r^power times the radial function λ, of exponents weighted by 2α or not. */
    private record Term(int kind, int power, int lambda) {}

    /** A polynomial of one degree in r − A that goes with a kind of radial function. */
    private record Part(int kind, int degree, double[] polynomial) {}

    private final Shell shell;
    private final double distance;
    private final double[] vector;
    private final int kinds;
    private final int rows;
    private final int highest;
    private final List<List<Term>> terms = new ArrayList<>();

    /** For each l: [rows × (2l + 1) × terms]. */
    private final List<double[]> coefficients = new ArrayList<>();

    /**
     * @param vector from the centre to the shell, bohr
     * @param moments for its direction
     * @param projections number of angular momenta l
     * @param slopes whether the derivatives by the shell's position follow the functions
     */
    CentredShell(
            Shell shell,
            double[] vector,
            DirectionalMoments moments,
            AngularFunctions angular,
            int projections,
            boolean slopes) {
        this.shell = shell;
        this.vector = vector;
        this.distance = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
        this.kinds = slopes ? 2 : 1;
        this.rows = slopes ? 4 * shell.functions() : shell.functions();
        this.highest = projections - 1 + shell.l() + kinds - 1;
        List<List<Part>> parts = parts(angular, slopes);
        for (int l = 0; l < projections; l++) {
            List<Term> of = terms(l);
            terms.add(of);
            coefficients.add(coefficients(l, of, parts, moments));
        }
    }

    /** Number of rows: functions, then if asked for their derivatives by x, by y and by z. */
    int rows() {
        return rows;
    }

    Shell shell() {
        return shell;
    }

    double distance() {
        return distance;
    }

    private List<List<Part>> parts(AngularFunctions angular, boolean slopes) {
        int l = shell.l();
        int width = AngularFunctions.monomials(l);
        double[] table = angular.inMonomials(l);
        List<List<Part>> parts = new ArrayList<>();
        for (int f = 0; f < shell.functions(); f++) {
            parts.add(
                    List.of(
                            new Part(
                                    0,
                                    l,
                                    Arrays.copyOfRange(table, f * width, f * width + width))));
        }
        for (int axis = 0; slopes && axis < 3; axis++) {
            for (int f = 0; f < shell.functions(); f++) {
                double[] polynomial = parts.get(f).get(0).polynomial();
                List<Part> row = new ArrayList<>();
                row.add(new Part(1, l + 1, Polynomials.raised(l, polynomial, axis)));
                if (l > 0) {
                    row.add(new Part(0, l - 1, Polynomials.slope(l, polynomial, axis, -1)));
                }
                parts.add(row);
            }
        }
        return parts;
    }

    private List<Term> terms(int l) {
        List<Term> result = new ArrayList<>();
        for (int kind = 0; kind < kinds; kind++) {
            for (int power = 0; power <= shell.l() + kind; power++) {
                // A polynomial of degree N holds harmonics of N, N − 2, …
                int least = power > l ? (l + power) % 2 : l - power;
                for (int lambda = least; lambda <= l + power; lambda += 2) {
                    result.add(new Term(kind, power, lambda));
                }
            }
        }
        return result;
    }

    private double[] coefficients(
            int l, List<Term> of, List<List<Part>> parts, DirectionalMoments moments) {
        int width = AngularFunctions.monomials(l);
        double[] harmonics = AngularFunctions.SPHERICAL.inMonomials(l);
        double norm = Math.sqrt((2 * l + 1) / (4 * Math.PI));
        double[] result = new double[rows * (2 * l + 1) * of.size()];
        for (int row = 0; row < rows; row++) {
            for (Part part : parts.get(row)) {
                double[][] byPower =
                        Polynomials.displaced(part.degree(), part.polynomial(), vector);
                for (int m = 0; m <= 2 * l; m++) {
                    double[] harmonic = Arrays.copyOfRange(harmonics, m * width, (m + 1) * width);
                    for (int power = 0; power <= part.degree(); power++) {
                        double[] product = Polynomials.product(l, harmonic, power, byPower[power]);
                        for (int t = 0; t < of.size(); t++) {
                            Term term = of.get(t);
                            if (term.kind() == part.kind() && term.power() == power) {
                                double[] weights = moments.of(l + power, term.lambda());
                                result[(row * (2 * l + 1) + m) * of.size() + t] +=
                                        norm
                                                * (2 * term.lambda() + 1)
                                                * Polynomials.dot(product, weights);
                            }
                        }
                    }
                }
            }
        }
        return result;
    }

    /**
     * Whether nothing of the shell is left where a potential is.
     *
     * @param exponent the smallest of the potential, bohr^-2
     */
    static boolean negligible(double alpha, double distance, double exponent) {
        double half = 0.5 * exponent;
        return alpha * half / (alpha + half) * distance * distance > NEGLIGIBLE;
    }

    /**
     * Values of all rows on spheres.
     *
     * @param radii of the spheres, bohr
     * @param values for each l: [rows × (2l + 1) × radii], overwritten
     * @return whether any is not negligible
     */
    boolean fill(double[] radii, double[][] values) {
        double[][][] radial = new double[kinds][highest + 1][radii.length];
        boolean any = false;
        double[] bessel = new double[highest + 1];
        for (int i = 0; i < radii.length; i++) {
            any |= addRadial(radii[i], i, bessel, radial);
        }
        if (!any) {
            return false;
        }
        for (int l = 0; l < terms.size(); l++) {
            fill(l, radii, radial, values[l]);
        }
        return true;
    }

    private boolean addRadial(double r, int at, double[] bessel, double[][][] radial) {
        boolean any = false;
        for (int k = 0; k < shell.exponents().length; k++) {
            double alpha = shell.exponents()[k];
            double exponent = alpha * (r - distance) * (r - distance);
            if (exponent > 2 * NEGLIGIBLE) {
                continue;
            }
            any = true;
            double value = shell.coefficients()[k] * Math.exp(-exponent);
            ScaledBessel.fill(highest, 2 * alpha * r * distance, bessel);
            for (int lambda = 0; lambda <= highest; lambda++) {
                radial[0][lambda][at] += value * bessel[lambda];
            }
            for (int lambda = 0; kinds > 1 && lambda <= highest; lambda++) {
                radial[1][lambda][at] += 2 * alpha * value * bessel[lambda];
            }
        }
        return any;
    }

    private void fill(int l, double[] radii, double[][][] radial, double[] values) {
        List<Term> of = terms.get(l);
        int points = radii.length;
        double[][] functions = new double[of.size()][points];
        for (int t = 0; t < of.size(); t++) {
            Term term = of.get(t);
            double[] source = radial[term.kind()][term.lambda()];
            for (int i = 0; i < points; i++) {
                functions[t][i] = Math.pow(radii[i], term.power()) * source[i];
            }
        }
        double[] factors = coefficients.get(l);
        Arrays.fill(values, 0);
        for (int row = 0; row < rows * (2 * l + 1); row++) {
            for (int t = 0; t < of.size(); t++) {
                double factor = factors[row * of.size() + t];
                if (factor != 0) {
                    for (int i = 0; i < points; i++) {
                        values[row * points + i] += factor * functions[t][i];
                    }
                }
            }
        }
    }
}
