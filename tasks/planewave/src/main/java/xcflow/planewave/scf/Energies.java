package xcflow.planewave.scf;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of the total energy, Hartree per cell.
 *
 * @param kinetic of the orbitals
 * @param hartree of the electrons among themselves
 * @param xc exchange and correlation
 * @param ewald of the ions among themselves
 * @param core of the electrons in the average of the local pseudopotential
 * @param local of the electrons in the rest of the local pseudopotential
 * @param nonLocal of the electrons in the non-local pseudopotential
 * @param entropyTerm −TS of the smearing
 */
public record Energies(
        double kinetic,
        double hartree,
        double xc,
        double ewald,
        double core,
        double local,
        double nonLocal,
        double entropyTerm) {

    /** Internal energy: all but the entropy's part. */
    public double internal() {
        return kinetic + hartree + xc + ewald + core + local + nonLocal;
    }

    /** Free energy, which is what the iteration minimises. */
    public double free() {
        return internal() + entropyTerm;
    }

    /** The parts by name, in the order above. */
    public Map<String, Double> byName() {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("kinetic", kinetic);
        parts.put("hartree", hartree);
        parts.put("xc", xc);
        parts.put("ewald", ewald);
        parts.put("psp-core", core);
        parts.put("local-psp", local);
        parts.put("non-local-psp", nonLocal);
        parts.put("entropy-term", entropyTerm);
        return parts;
    }
}
