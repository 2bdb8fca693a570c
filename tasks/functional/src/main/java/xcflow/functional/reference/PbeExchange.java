package xcflow.functional.reference;

/**
 * F = 1 + κ − κ / (1 + μ s²/κ). Perdew, Burke and Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996), eq.
 * 14.
 */
record PbeExchange(double kappa, double mu) implements Enhancement {

    @Override
    public void at(double sSquared, LocalEnergy out) {
        double fraction = kappa / (kappa + mu * sSquared);
        out.enhancement = 1 + kappa - kappa * fraction;
        out.enhancementSlope = mu * fraction * fraction;
    }
}
