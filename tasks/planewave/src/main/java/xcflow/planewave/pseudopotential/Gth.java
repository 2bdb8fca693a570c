package xcflow.planewave.pseudopotential;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xcflow.numerics.Element;

/**
 * A dual-space Gaussian pseudopotential: an error-function core with a Gaussian polynomial, and
 * separable non-local projectors. Goedecker, Teter & Hutter, Phys. Rev. B 54, 1703 (1996);
 * Hartwigsen, Goedecker & Hutter, Phys. Rev. B 58, 3641 (1998), called HGH below.
 *
 * @param name for example {@code Si-q4}
 * @param element what it replaces
 * @param functional for which it was made, such as PBE; empty if that is not known
 * @param valence number of electrons that are left
 * @param occupation of the free atom by angular momentum
 * @param radius r_loc, bohr
 * @param coefficients C_1 … of the local Gaussian polynomial, at most four, Hartree
 * @param channels non-local part, one entry for each angular momentum that has projectors
 */
public record Gth(
        String name,
        Element element,
        Optional<String> functional,
        int valence,
        List<Integer> occupation,
        double radius,
        List<Double> coefficients,
        List<Channel> channels) {

    public Gth {
        occupation = List.copyOf(occupation);
        coefficients = List.copyOf(coefficients);
        channels = List.copyOf(channels);
    }

    /**
     * The projectors of one angular momentum.
     *
     * @param l angular momentum
     * @param radius r_l, bohr
     * @param coupling h_ij, symmetric, Hartree; as many rows as projectors
     */
    public record Channel(int l, double radius, List<List<Double>> coupling) {

        /** Number of radial projectors. */
        public int size() {
            return coupling.size();
        }

        /**
         * Fourier-Bessel transform ∫ r² j_l(qr) p_i(r) dr of a normalised projector, bohr^{3/2}.
         * The projectors (HGH eq. 3) are powers of r times a Gaussian, so the transform is a
         * generalised Laguerre polynomial times q^l times a Gaussian.
         *
         * @param i number of the projector, from 0
         * @param q wave number, 1/bohr
         */
        public double projector(int i, double q) {
            double x = q * q * radius * radius / 2;
            return scale(i) * Math.pow(q, l) * laguerre(i, l + 0.5, x) * Math.exp(-x);
        }

        /** {@link #projector} without its factor q^l. */
        public double reducedProjector(int i, double q) {
            double x = q * q * radius * radius / 2;
            return scale(i) * laguerre(i, l + 0.5, x) * Math.exp(-x);
        }

        /** Derivative of {@link #reducedProjector} with respect to q, divided by q. */
        public double reducedSlope(int i, double q) {
            double x = q * q * radius * radius / 2;
            double fall = laguerre(i, l + 0.5, x) + (i == 0 ? 0 : laguerre(i - 1, l + 1.5, x));
            return -scale(i) * radius * radius * fall * Math.exp(-x);
        }

        private double scale(int i) {
            double norm =
                    Math.sqrt(2 / halfIntegerGamma(l + 2 * i + 1))
                            / Math.pow(radius, l + 2 * i + 1.5);
            double scale =
                    Math.sqrt(Math.PI / 2)
                            * Math.pow(radius, 2 * l + 3 + 2 * i)
                            * Math.pow(2, i)
                            * factorial(i);
            return norm * scale;
        }
    }

    /**
     * Fourier transform ∫ V_loc(r) e^{−iq·r} dr of the local part, Hartree bohr³. HGH eq. 5.
     *
     * @param q wave number, 1/bohr, not zero
     */
    public double local(double q) {
        double x2 = q * q * radius * radius;
        double gaussian = Math.exp(-x2 / 2);
        double coulomb = -4 * Math.PI * valence / (q * q);
        double[] polynomials = {
            1, 3 - x2, 15 + x2 * (-10 + x2), 105 + x2 * (-105 + x2 * (21 - x2)),
        };
        double sum = 0;
        for (int i = 0; i < coefficients.size(); i++) {
            sum += coefficients.get(i) * polynomials[i];
        }
        double cube = radius * radius * radius;
        return gaussian * (coulomb + Math.sqrt(8 * Math.PI * Math.PI * Math.PI) * cube * sum);
    }

    /**
     * Derivative of {@link #local} with respect to the wave number, Hartree bohr⁴.
     *
     * @param q wave number, 1/bohr, not zero
     */
    public double localSlope(double q) {
        double x2 = q * q * radius * radius;
        double[] slopes = {0, -1, 2 * x2 - 10, -105 + x2 * (42 - 3 * x2)};
        double sum = 0;
        for (int i = 0; i < coefficients.size(); i++) {
            sum += coefficients.get(i) * slopes[i];
        }
        double cube = radius * radius * radius;
        double ofFactor =
                8 * Math.PI * valence / (q * q * q)
                        + Math.sqrt(8 * Math.PI * Math.PI * Math.PI)
                                * cube
                                * sum
                                * 2
                                * q
                                * radius
                                * radius;
        return Math.exp(-x2 / 2) * ofFactor - q * radius * radius * local(q);
    }

    /**
     * ∫ (V_loc(r) + Z/r) dr, Hartree bohr³: what remains of the local part at q = 0 when the
     * divergence cancels against the other electrostatic energies.
     */
    public double coreIntegral() {
        double[] moments = {1, 3, 15, 105};
        double sum = 0;
        for (int i = 0; i < coefficients.size(); i++) {
            sum += coefficients.get(i) * moments[i];
        }
        return 2 * Math.PI * valence * radius * radius
                + Math.pow(2 * Math.PI, 1.5) * radius * radius * radius * sum;
    }

    /**
     * Width w, bohr, of a Gaussian e^{−r²/2w²} about as wide as the valence orbitals of an angular
     * momentum. Those of s and p type reach a few radii of the core; d shells are compact.
     */
    public double shellWidth(int l) {
        if (l >= 2) {
            for (Channel channel : channels) {
                if (channel.l() == l) {
                    return 2 * channel.radius();
                }
            }
        }
        return Math.max(1.0, Math.min(2.6, 4 * radius));
    }

    /** Number of projectors with all their magnetic quantum numbers. */
    public int projectorCount() {
        return channels.stream().mapToInt(c -> (2 * c.l() + 1) * c.size()).sum();
    }

    /**
     * Cutoff, Hartree, that total energies within about 1 mHa per atom need: where the narrowest
     * Gaussian of the potential has decayed.
     */
    public double recommendedCutoff() {
        double narrowest = coefficients.isEmpty() ? 2 * radius : radius;
        for (Channel channel : channels) {
            narrowest = Math.min(narrowest, channel.radius());
        }
        return Math.ceil(4.0 / (narrowest * narrowest));
    }

    /** Γ(n + ½). */
    private static double halfIntegerGamma(int n) {
        double gamma = Math.sqrt(Math.PI);
        for (int i = 0; i < n; i++) {
            gamma *= i + 0.5;
        }
        return gamma;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }

    /** Generalised Laguerre polynomial L_n^a(x) by its recurrence. */
    private static double laguerre(int n, double a, double x) {
        double[] values = new double[Math.max(2, n + 1)];
        values[0] = 1;
        values[1] = 1 + a - x;
        for (int k = 1; k < n; k++) {
            values[k + 1] = ((2 * k + 1 + a - x) * values[k] - (k + a) * values[k - 1]) / (k + 1);
        }
        return Arrays.copyOf(values, n + 1)[n];
    }
}
