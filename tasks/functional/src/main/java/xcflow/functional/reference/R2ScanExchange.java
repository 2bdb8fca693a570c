package xcflow.functional.reference;

/**
 * Enhancement factor of r²SCAN. J. W. Furness, A. D. Kaplan, J. Ning, J. P. Perdew and J. Sun, J.
 * Phys. Chem. Lett. 11, 8208 (2020), eqs. 1 to 8 of the supporting information.
 */
final class R2ScanExchange implements KineticExchange.Factor {
    /** η. */
    static final double ETA = 0.001;

    /** d_p of both exchange and correlation. */
    static final double DP = 0.361;

    private static final ScanSwitch SWITCH = ScanSwitch.SMOOTH_EXCHANGE;
    private static final double C =
            -SWITCH.slopeAtOne() * (1 - ScanExchange.H0) * (20.0 / 27 + ETA * 5.0 / 3);

    @Override
    public Jet at(KineticDensity density) {
        Jet p = density.sSquared();
        Jet x = damping(p).times(C).plus(ScanExchange.MU).times(p);
        Jet f = SWITCH.at(alpha(density));
        return ScanExchange.between(ScanExchange.saturated(x), f).times(ScanExchange.decay(p));
    }

    /** exp(−p²/d_p⁴). */
    static Jet damping(Jet p) {
        double scale = 1 / (DP * DP * DP * DP);
        double value = Math.exp(-scale * p.v * p.v);
        return p.chain(value, -2 * scale * p.v * value);
    }

    /** ᾱ = (τ − τ_W)/(τ_unif d_s(ζ) + η τ_W). */
    static Jet alpha(KineticDensity density) {
        Jet weizsaecker = density.weizsaecker();
        Jet gas = density.uniform();
        Jet uniform = density.isPolarised() ? gas.times(density.spinKinetic()) : gas;
        return density.tau().minus(weizsaecker).over(uniform.plus(weizsaecker.times(ETA)));
    }
}
