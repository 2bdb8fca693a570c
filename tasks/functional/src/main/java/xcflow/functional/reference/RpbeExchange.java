package xcflow.functional.reference;

/**
 * F = 1 + κ (1 − exp(−μ s²/κ)). Hammer, Hansen and Nørskov, Phys. Rev. B 59, 7413 (1999), eq. 15.
 */
record RpbeExchange(double kappa, double mu) implements Enhancement {

    @Override
    public void at(double sSquared, LocalEnergy out) {
        double decay = Math.exp(-mu / kappa * sSquared);
        out.enhancement = 1 + kappa * (1 - decay);
        out.enhancementSlope = mu * decay;
    }
}
