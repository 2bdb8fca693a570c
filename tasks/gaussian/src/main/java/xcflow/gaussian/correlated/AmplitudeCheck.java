package xcflow.gaussian.correlated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.gaussian.algebra.Matrices;
import xcflow.spi.Warning;

/**
 * What must hold of correlation energies and amplitudes, and whether a single determinant is enough
 * of a reference for them.
 *
 * @param what names the calculation in messages
 */
record AmplitudeCheck(String what, Spaces spaces) {
    /**
     * T₁ diagnostic above which closed shells want more than one determinant. T. J. Lee & P. R.
     * Taylor, Int. J. Quantum Chem. Symp. 23, 199 (1989).
     */
    private static final double CLOSED = 0.02;

    /**
     * The same for open shells. D. Jayatilaka & T. J. Lee, J. Chem. Phys. 98, 9734 (1993); J. C.
     * Rienstra-Kiracofe, W. D. Allen & H. F. Schaefer, J. Phys. Chem. A 104, 9823 (2000).
     */
    private static final double OPEN = 0.045;

    /** Share of the triples in the correlation energy above which the series is doubtful. */
    private static final double TRIPLES = 0.1;

    private static final double NOISE = 1e-9;

    /** T₁ = ‖t_i^a‖ / √N, N correlated electrons, singles per spatial orbital. */
    double diagnostic(Amplitudes amplitudes) {
        double squares = 0;
        for (int block : new int[] {0, 3}) {
            double[] singles = amplitudes.singles().block(block);
            squares += Matrices.dot(singles, singles);
        }
        int electrons = spaces.occupied()[0] + spaces.occupied()[1];
        return electrons == 0 ? 0 : Math.sqrt(0.5 * squares / electrons);
    }

    /** Warnings of the amplitudes of singles and doubles. */
    List<Warning> singlesAndDoubles(Amplitudes amplitudes, double energy) {
        requireBound("singles and doubles", energy);
        double diagnostic = diagnostic(amplitudes);
        double bound = spaces.restricted() ? CLOSED : OPEN;
        if (!Double.isFinite(diagnostic)) {
            throw new WrongCorrelationException(what + ": the amplitudes are not numbers");
        }
        if (diagnostic <= bound) {
            return List.of();
        }
        return List.of(
                new Warning(
                        "t1-diagnostic",
                        String.format(
                                Locale.ROOT,
                                "%s: the T1 diagnostic is %.3f, above %.3f: one determinant is a poor"
                                        + " reference, and the energy less certain",
                                what,
                                diagnostic,
                                bound)));
    }

    /** Warnings of the perturbative triples. */
    List<Warning> triples(double energy, double doubles) {
        if (!Double.isFinite(energy)) {
            throw new WrongCorrelationException(
                    what + ": the triples give no number but " + energy);
        }
        List<Warning> warnings = new ArrayList<>();
        if (Math.abs(energy) > TRIPLES * Math.abs(doubles) + NOISE) {
            warnings.add(
                    new Warning(
                            "large-triples",
                            String.format(
                                    Locale.ROOT,
                                    "%s: the triples are %.5f Ha of %.5f Ha of correlation: higher"
                                            + " excitations will matter",
                                    what,
                                    energy,
                                    doubles + energy)));
        }
        return warnings;
    }

    /** A correlation energy is a number and lowers the energy. */
    void requireBound(String part, double energy) {
        if (!(energy < NOISE)) {
            throw new WrongCorrelationException(
                    String.format(
                            Locale.ROOT,
                            "%s: the correlation energy of %s is %.8f Ha; it cannot be positive",
                            what,
                            part,
                            energy));
        }
    }
}
