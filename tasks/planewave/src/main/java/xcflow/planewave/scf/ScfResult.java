package xcflow.planewave.scf;

import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.symmetry.KPoints;

/**
 * Outcome of a self-consistent calculation.
 *
 * @param converged whether the tolerance was reached
 * @param iterations number of iterations of the density
 * @param residual estimated error of the energy, Hartree per cell
 * @param energies parts of the energy
 * @param extrapolatedEnergy estimate of the energy without smearing, Hartree per cell
 * @param fermiLevels Hartree, one for each spin that has its own; the highest occupied level
 *     without smearing
 * @param bands eigenvalues and occupations
 * @param moment number of up minus number of down electrons
 * @param applications how often a Hamiltonian was applied to an orbital, which is the work done
 * @param density the self-consistent density
 * @param grid points of the Fourier grid along the lattice vectors
 */
public record ScfResult(
        boolean converged,
        int iterations,
        double residual,
        Energies energies,
        double extrapolatedEnergy,
        List<Double> fermiLevels,
        List<Bands> bands,
        double moment,
        long applications,
        Density density,
        List<Integer> grid) {

    public ScfResult {
        fermiLevels = List.copyOf(fermiLevels);
        bands = List.copyOf(bands);
        grid = List.copyOf(grid);
    }

    /**
     * Bands of one spin at one k-point.
     *
     * @param spin 0 up (or both), 1 down
     * @param kPoint with its weight
     * @param levels eigenvalues, ascending, Hartree
     * @param occupations electrons in each orbital
     */
    public record Bands(
            int spin, KPoints.KPoint kPoint, List<Double> levels, List<Double> occupations) {}

    /** Free energy E − TS, Hartree per cell: the total energy to compare and to fit. */
    public double energy() {
        return energies.free();
    }
}
