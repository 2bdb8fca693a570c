package xcflow.functional.reference;

import xcflow.functional.DensityScales;

/**
 * F = 1 + (β/C) x² / (1 + 6β x asinh x), where x = |∇ρ_σ| / ρ_σ^{4/3} is the reduced gradient of
 * one spin and −C ρ_σ^{4/3} its uniform exchange. Becke, Phys. Rev. A 38, 3098 (1988), eq. 8.
 */
final class B88Exchange implements Enhancement {
    private static final double BETA = 0.0042;

    /** x² = this × s². */
    private static final double X_SQUARED = 4 * Math.pow(6 * Math.PI * Math.PI, 2.0 / 3);

    private static final double AMPLITUDE = BETA / (1.5 * DensityScales.WIGNER_SEITZ);

    @Override
    public void at(double sSquared, LocalEnergy out) {
        double z = X_SQUARED * sSquared;
        double root = Math.sqrt(1 + z);
        double ratio = AreaSine.ratio(z, root);
        double inverse = 1 / (1 + 6 * BETA * z * ratio);
        // d(x asinh x)/d(x²) = (asinh(x)/x + 1/√(1 + x²)) / 2
        double slope = 3 * BETA * (ratio + 1 / root);
        out.enhancement = 1 + AMPLITUDE * z * inverse;
        out.enhancementSlope = AMPLITUDE * X_SQUARED * inverse * (1 - z * slope * inverse);
    }
}
