package xcflow.gaussian.scf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The total energy by terms.
 *
 * @param byName hartree, in the order in which the terms are summed
 */
public record Energies(Map<String, Double> byName) {
    /** Kinetic energy of the electrons. */
    public static final String KINETIC = "kinetic";

    /** Attraction between electrons and nuclei. */
    public static final String ATTRACTION = "nuclear-attraction";

    /** Of the electrons in the potentials of replaced cores. */
    public static final String CORE_POTENTIAL = "core-potential";

    /** Repulsion of the density with itself. */
    public static final String COULOMB = "coulomb";

    /** What the functional makes of the density. */
    public static final String EXCHANGE_CORRELATION = "exchange-correlation";

    /** The functional's share of the exchange of the orbitals. */
    public static final String EXACT_EXCHANGE = "exact-exchange";

    /** Repulsion between the nuclei. */
    public static final String NUCLEAR_REPULSION = "nuclear-repulsion";

    /** What a model of dispersion adds. */
    public static final String DISPERSION = "dispersion";

    /** −TS of smearing. */
    public static final String ENTROPY = "entropy-term";

    public Energies {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** The part of a term, hartree; zero if there is no such term. */
    public double of(String term) {
        return byName.getOrDefault(term, 0.0);
    }

    /**
     * Estimate of the energy without Fermi–Dirac smearing, hartree: the mean of internal and free
     * energy. M. J. Gillan, J. Phys.: Condens. Matter 1, 689 (1989).
     */
    public double extrapolated() {
        return total() - 0.5 * of(ENTROPY);
    }

    /** Sum of all parts, hartree; with smearing the free energy. */
    public double total() {
        double sum = 0;
        for (double part : byName.values()) {
            sum += part;
        }
        return sum;
    }

    /** Kinetic energy, hartree. */
    public double kinetic() {
        return of(KINETIC);
    }

    /** Attraction between electrons and nuclei, hartree. */
    public double attraction() {
        return of(ATTRACTION);
    }

    /** Energy in the potentials of replaced cores, hartree; zero if there are none. */
    public double corePotential() {
        return of(CORE_POTENTIAL);
    }

    /** Repulsion of the density with itself, hartree. */
    public double coulomb() {
        return of(COULOMB);
    }

    /** E_xc, exact exchange included, hartree. */
    public double exchangeCorrelation() {
        return of(EXCHANGE_CORRELATION) + of(EXACT_EXCHANGE);
    }

    /** Repulsion between the nuclei, hartree. */
    public double nuclearRepulsion() {
        return of(NUCLEAR_REPULSION);
    }

    /** Dispersion energy, hartree; zero if none was asked for. */
    public double dispersion() {
        return of(DISPERSION);
    }

    /** −V/T, which is 2 at equilibrium in a complete basis (virial theorem). */
    public double virialRatio() {
        return -(total() - kinetic()) / kinetic();
    }
}
