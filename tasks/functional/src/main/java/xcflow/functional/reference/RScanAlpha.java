package xcflow.functional.reference;

/**
 * α of rSCAN, regularised so that it does not diverge where there is no density: α̃ = (τ −
 * τ_W)/(τ_unif + τ_r) and α' = α̃³/(α̃² + α_r). A. P. Bartók and J. R. Yates, J. Chem. Phys. 150,
 * 161101 (2019), eqs. 5 and 6.
 */
final class RScanAlpha implements ScanExchange.Alpha {
    private static final double TAU = 1e-4;
    private static final double ALPHA = 1e-3;

    @Override
    public Jet of(KineticDensity density) {
        Jet gas = density.uniform().plus(TAU);
        Jet uniform = density.isPolarised() ? gas.times(density.spinKinetic()) : gas;
        Jet alpha = density.tau().minus(density.weizsaecker()).over(uniform);
        double square = alpha.v * alpha.v;
        double inverse = 1 / (square + ALPHA);
        return alpha.chain(
                square * alpha.v * inverse, square * (square + 3 * ALPHA) * inverse * inverse);
    }
}
