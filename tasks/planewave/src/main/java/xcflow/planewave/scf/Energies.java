package xcflow.planewave.scf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The total energy by terms.
 *
 * @param byName Hartree per cell, in the order in which the terms are summed
 */
public record Energies(Map<String, Double> byName) {
    /** Kinetic energy of the orbitals. */
    public static final String KINETIC = "kinetic";

    /** Repulsion of the electrons among themselves. */
    public static final String HARTREE = "hartree";

    /** Exchange and correlation. */
    public static final String XC = "xc";

    /** Repulsion of the ions among themselves. */
    public static final String EWALD = "ewald";

    /** Energy of the electrons in the average of the local pseudopotential. */
    public static final String CORE = "psp-core";

    /** Energy of the electrons in the rest of the local pseudopotential. */
    public static final String LOCAL = "local-psp";

    /** Energy of the electrons in the non-local pseudopotential. */
    public static final String NON_LOCAL = "non-local-psp";

    /** −TS of the smearing. */
    public static final String ENTROPY = "entropy-term";

    private static final List<String> ORDER =
            List.of(KINETIC, HARTREE, XC, EWALD, CORE, LOCAL, NON_LOCAL);

    public Energies {
        Map<String, Double> ordered = new LinkedHashMap<>();
        for (String name : ORDER) {
            if (byName.containsKey(name)) {
                ordered.put(name, byName.get(name));
            }
        }
        byName.forEach(
                (name, part) -> {
                    if (!name.equals(ENTROPY)) {
                        ordered.putIfAbsent(name, part);
                    }
                });
        ordered.put(ENTROPY, byName.getOrDefault(ENTROPY, 0.0));
        byName = Collections.unmodifiableMap(ordered);
    }

    /** The part of a term; zero if there is no such term. */
    public double of(String name) {
        return byName.getOrDefault(name, 0.0);
    }

    /** Kinetic energy of the orbitals. */
    public double kinetic() {
        return of(KINETIC);
    }

    /** Exchange and correlation. */
    public double xc() {
        return of(XC);
    }

    /** −TS of the smearing. */
    public double entropyTerm() {
        return of(ENTROPY);
    }

    /** Internal energy: all but the entropy's part. */
    public double internal() {
        double sum = 0;
        for (Map.Entry<String, Double> part : byName.entrySet()) {
            if (!part.getKey().equals(ENTROPY)) {
                sum += part.getValue();
            }
        }
        return sum;
    }

    /** Free energy, which is what the iteration minimises. */
    public double free() {
        return internal() + entropyTerm();
    }
}
