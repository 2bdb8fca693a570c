package xcflow.functional.reference;

/** Sum of the terms' energy densities and derivatives at one point; the order of Results. */
final class LocalEnergy {
    /** Energy per volume, ρ ε. */
    double energy;

    double vRhoA;
    double vRhoB;
    double vSigmaAA;
    double vSigmaAB;
    double vSigmaBB;

    /** ∂e/∂τ↑ and ∂e/∂τ↓, or ∂e/∂τ in the first. */
    double vTauA;

    double vTauB;

    /** Room for jets of ρ, σ and τ. */
    final Jets channel = new Jets(3);

    /** Room for jets of all variables of a polarised density. */
    final Jets spins = new Jets(7);

    /** Intermediate result of an {@link Enhancement}: F. */
    double enhancement;

    /** Intermediate result of an {@link Enhancement}: dF/d(s²). */
    double enhancementSlope;

    /** Intermediate result of a {@link UniformCorrelation}: energy per particle ε_c(r_s, ζ). */
    double uniform;

    /** Intermediate result of a {@link UniformCorrelation}: ∂ε_c/∂r_s. */
    double uniformRs;

    /** Intermediate result of a {@link UniformCorrelation}: ∂ε_c/∂ζ. */
    double uniformZeta;

    private LocalEnergy scratch;

    void clear() {
        energy = 0;
        vRhoA = 0;
        vRhoB = 0;
        vSigmaAA = 0;
        vSigmaAB = 0;
        vSigmaBB = 0;
        vTauA = 0;
        vTauB = 0;
    }

    /** Adds a multiple of another sum. */
    void add(double factor, LocalEnergy other) {
        energy += factor * other.energy;
        vRhoA += factor * other.vRhoA;
        vRhoB += factor * other.vRhoB;
        vSigmaAA += factor * other.vSigmaAA;
        vSigmaAB += factor * other.vSigmaAB;
        vSigmaBB += factor * other.vSigmaBB;
        vTauA += factor * other.vTauA;
        vTauB += factor * other.vTauB;
    }

    /** Room for a sum of its own. */
    LocalEnergy scratch() {
        if (scratch == null) {
            scratch = new LocalEnergy();
        }
        scratch.clear();
        return scratch;
    }

    /**
     * Adds a gradient correction or a whole correlation energy ε(r_s, ζ, σ) per particle, given its
     * derivatives, for a polarised density.
     *
     * @param perParticle ε
     * @param scaling ρ ∂ε/∂ρ at fixed ζ and σ
     * @param zetaSlope ∂ε/∂ζ
     * @param sigmaSlope ρ ∂ε/∂σ, where σ is that of the total density
     */
    void addPolarised(
            LocalDensity density,
            double perParticle,
            double scaling,
            double zetaSlope,
            double sigmaSlope) {
        energy += density.rho * perParticle;
        double common = perParticle + scaling;
        vRhoA += common + density.oneMinusZeta * zetaSlope;
        vRhoB += common - density.onePlusZeta * zetaSlope;
        vSigmaAA += sigmaSlope;
        // σ = σ↑↑ + 2 σ↑↓ + σ↓↓: the mixed product counts twice.
        vSigmaAB += 2 * sigmaSlope;
        vSigmaBB += sigmaSlope;
    }

    /** The same for an unpolarised density. */
    void addUnpolarised(
            LocalDensity density, double perParticle, double scaling, double sigmaSlope) {
        energy += density.rho * perParticle;
        vRhoA += perParticle + scaling;
        vSigmaAA += sigmaSlope;
    }
}
