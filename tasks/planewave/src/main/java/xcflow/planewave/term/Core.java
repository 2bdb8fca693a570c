package xcflow.planewave.term;

import java.util.List;
import xcflow.planewave.pseudopotential.Gth;

/**
 * Energy of the electrons in the average of the local pseudopotentials, N_e/Ω Σ_a ∫(V_loc + Z/r)
 * dr. Ihm, Zunger & Cohen, J. Phys. C 12, 4409 (1979).
 */
public final class Core {
    private Core() {}

    /** The energy, Hartree per cell. */
    public static double energy(double volume, List<Gth> atoms, double electrons) {
        return electrons / volume * atoms.stream().mapToDouble(Gth::coreIntegral).sum();
    }
}
