package xcflow.planewave.occupation;

import java.util.Locale;
import org.hipparchus.special.Erf;

/**
 * Occupation of a state at energy ε as a function of x = (μ − ε)/σ, and the free energy that goes
 * with it, by which the total energy is variational.
 */
public sealed interface Smearing {

    /** Name as {@link #named} takes it. */
    String name();

    /** Width σ, Hartree; zero for integer occupations. */
    double width();

    /**
     * Share of the state that is filled; slightly outside of [0, 1] with Methfessel–Paxton and,
     * above, with cold smearing.
     */
    double occupation(double x);

    /** −TS of the state in units of σ. */
    double entropyTerm(double x);

    /**
     * Estimate of the total energy without smearing.
     *
     * @param free the free energy E − TS, Hartree
     * @param entropyTerm −TS, Hartree
     */
    default double extrapolated(double free, double entropyTerm) {
        return free - 0.5 * entropyTerm;
    }

    /** Integer occupations: every k-point has the same number of filled states. For insulators. */
    static Smearing none() {
        return new None();
    }

    /**
     * Smearing of a name ({@code gaussian}, {@code fermi-dirac}, {@code methfessel-paxton}, {@code
     * cold}, {@code none}).
     */
    static Smearing named(String name, double width) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> none();
            case "gaussian" -> new Gaussian(width);
            case "fermi-dirac" -> new FermiDirac(width);
            case "methfessel-paxton" -> new MethfesselPaxton(width);
            case "cold", "marzari-vanderbilt" -> new Cold(width);
            default ->
                    throw new IllegalArgumentException(
                            "unknown smearing '"
                                    + name
                                    + "'; there are none, gaussian, fermi-dirac, methfessel-paxton and"
                                    + " cold");
        };
    }

    /** Integer occupations. */
    record None() implements Smearing {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public double width() {
            return 0;
        }

        @Override
        public double occupation(double x) {
            return x > 0 ? 1 : 0;
        }

        @Override
        public double entropyTerm(double x) {
            return 0;
        }
    }

    /** Fu & Ho, Phys. Rev. B 28, 5480 (1983). */
    record Gaussian(double width) implements Smearing {
        @Override
        public String name() {
            return "gaussian";
        }

        public Gaussian {
            requirePositive(width);
        }

        @Override
        public double occupation(double x) {
            return 0.5 * Erf.erfc(-x);
        }

        @Override
        public double entropyTerm(double x) {
            return -Math.exp(-x * x) / (2 * Math.sqrt(Math.PI));
        }
    }

    /** Thermal occupation; σ is the temperature. Mermin, Phys. Rev. 137, A1441 (1965). */
    record FermiDirac(double width) implements Smearing {
        @Override
        public String name() {
            return "fermi-dirac";
        }

        public FermiDirac {
            requirePositive(width);
        }

        @Override
        public double occupation(double x) {
            return x > 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
        }

        @Override
        public double entropyTerm(double x) {
            double small = Math.exp(-Math.abs(x)) / (1 + Math.exp(-Math.abs(x)));
            return small <= 1e-300 ? 0 : small * Math.log(small) + (1 - small) * Math.log1p(-small);
        }
    }

    /**
     * First order. Methfessel & Paxton, Phys. Rev. B 40, 3616 (1989): with order N the energy
     * without smearing is ((N + 1) F + E)/(N + 2) up to terms of order 2N + 4 in σ.
     */
    record MethfesselPaxton(double width) implements Smearing {
        @Override
        public String name() {
            return "methfessel-paxton";
        }

        public MethfesselPaxton {
            requirePositive(width);
        }

        @Override
        public double occupation(double x) {
            return 0.5 * Erf.erfc(-x) + 0.5 * x * Math.exp(-x * x) / Math.sqrt(Math.PI);
        }

        @Override
        public double entropyTerm(double x) {
            return (0.5 * x * x - 0.25) * Math.exp(-x * x) / Math.sqrt(Math.PI);
        }

        @Override
        public double extrapolated(double free, double entropyTerm) {
            return free - entropyTerm / 3;
        }
    }

    /**
     * Cold smearing with the polynomial that has the least bump, a = −0.5634. Marzari, Vanderbilt,
     * De Vita & Payne, Phys. Rev. Lett. 82, 3296 (1999). The free energy itself is the estimate of
     * the energy without smearing, up to third order in σ.
     */
    record Cold(double width) implements Smearing {
        @Override
        public String name() {
            return "cold";
        }

        private static final double A = -0.5634;

        public Cold {
            requirePositive(width);
        }

        @Override
        public double occupation(double x) {
            double gaussian = Math.exp(-x * x) / Math.sqrt(Math.PI);
            return 0.5 * Erf.erfc(-x) + gaussian * (0.5 * x + A * (0.25 - 0.5 * x * x));
        }

        @Override
        public double entropyTerm(double x) {
            double gaussian = Math.exp(-x * x) / Math.sqrt(Math.PI);
            return gaussian * (0.5 * x * x - 0.25 - 0.5 * A * x * x * x);
        }

        @Override
        public double extrapolated(double free, double entropyTerm) {
            return free;
        }
    }

    private static void requirePositive(double width) {
        if (!(width > 0 && width < 1)) {
            throw new IllegalArgumentException(
                    "a smearing width lies between 0 and 1 Ha, not at " + width);
        }
    }
}
