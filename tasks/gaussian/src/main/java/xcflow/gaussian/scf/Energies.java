package xcflow.gaussian.scf;

/**
 * The parts of the total energy, in hartree.
 *
 * @param kinetic of the electrons
 * @param attraction between electrons and nuclei
 * @param coulomb repulsion of the density with itself
 * @param exchangeCorrelation E_xc
 * @param nuclearRepulsion between the nuclei
 */
public record Energies(
        double kinetic,
        double attraction,
        double coulomb,
        double exchangeCorrelation,
        double nuclearRepulsion) {

    /** Sum of all parts. */
    public double total() {
        return kinetic + attraction + coulomb + exchangeCorrelation + nuclearRepulsion;
    }

    /** −V/T, which is 2 at equilibrium in a complete basis (virial theorem). */
    public double virialRatio() {
        return -(total() - kinetic) / kinetic;
    }
}
