package xcflow.functional.reference;

/**
 * How SCAN and its relatives go from the single-orbital limit α = 0 through the uniform gas α = 1
 * to α → ∞: f = exp[−c₁α/(1 − α)] below and −d exp[c₂/(1 − α)] above. J. Sun, A. Ruzsinszky and J.
 * P. Perdew, Phys. Rev. Lett. 115, 036402 (2015), eq. 9; the polynomial that replaces it for 0 ≤ α
 * ≤ 2.5 is that of A. P. Bartók and J. R. Yates, J. Chem. Phys. 150, 161101 (2019), eq. 8.
 *
 * @param polynomial coefficients of α⁰ to α⁷; none for the original
 */
record ScanSwitch(double c1, double c2, double d, double... polynomial) {
    private static final double UPPER = 2.5;

    /** Exchange of SCAN. */
    static final ScanSwitch EXCHANGE = new ScanSwitch(0.667, 0.8, 1.24);

    /** Correlation of SCAN. */
    static final ScanSwitch CORRELATION = new ScanSwitch(0.64, 1.5, 0.7);

    /** Exchange of rSCAN and r²SCAN. */
    static final ScanSwitch SMOOTH_EXCHANGE =
            new ScanSwitch(
                    0.667,
                    0.8,
                    1.24,
                    1,
                    -0.667,
                    -0.4445555,
                    -0.663086601049,
                    1.451297044490,
                    -0.887998041597,
                    0.234528941479,
                    -0.023185843322);

    /** Correlation of rSCAN and r²SCAN. */
    static final ScanSwitch SMOOTH_CORRELATION =
            new ScanSwitch(
                    0.64,
                    1.5,
                    0.7,
                    1,
                    -0.64,
                    -0.4352,
                    -1.535685604549,
                    3.061560252175,
                    -1.915710236206,
                    0.516884468372,
                    -0.051848879792);

    /** f(α). */
    Jet at(Jet alpha) {
        boolean smooth = polynomial.length > 0;
        if (smooth && alpha.v >= 0 && alpha.v <= UPPER) {
            return alpha.polynomial(polynomial);
        }
        double distance = 1 - alpha.v;
        // Both sides vanish with all derivatives at α = 1.
        if (Math.abs(distance) < 1e-3) {
            return alpha.owner.constant(0);
        }
        double inverse = 1 / distance;
        double value =
                distance > 0 ? Math.exp(-c1 * alpha.v * inverse) : -d * Math.exp(c2 * inverse);
        return alpha.chain(value, value * inverse * inverse * (distance > 0 ? -c1 : c2));
    }

    /** Σ k c_k = df/dα at α = 1 of the polynomial. */
    double slopeAtOne() {
        double sum = 0;
        for (int k = 1; k < polynomial.length; k++) {
            sum += k * polynomial[k];
        }
        return sum;
    }
}
