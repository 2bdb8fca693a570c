package xcflow.functional.reference;

/**
 * F = [1 + 0.19645 s asinh(7.7956 s) + (0.2743 − 0.1508 exp(−100 s²)) s²] / [1 + 0.19645 s
 * asinh(7.7956 s) + 0.004 s⁴]. Perdew et al., Phys. Rev. B 46, 6671 (1992), eq. 8.
 */
final class Pw91Exchange implements Enhancement {
    private static final double A = 0.19645;
    private static final double B = 7.7956;
    private static final double C = 0.2743;
    private static final double D = -0.1508;
    private static final double E = 0.004;

    @Override
    public void at(double sSquared, LocalEnergy out) {
        double root = Math.sqrt(1 + B * B * sSquared);
        double ratio = AreaSine.ratio(B * B * sSquared, root);
        double sine = A * B * sSquared * ratio;
        double sineSlope = 0.5 * A * B * (ratio + 1 / root);
        double decay = D * Math.exp(-100 * sSquared);
        double numerator = 1 + sine + (C + decay) * sSquared;
        double inverse = 1 / (1 + sine + E * sSquared * sSquared);
        double numeratorSlope = sineSlope + C + decay * (1 - 100 * sSquared);
        double f = numerator * inverse;
        out.enhancement = f;
        out.enhancementSlope = inverse * (numeratorSlope - f * (sineSlope + 2 * E * sSquared));
    }
}
