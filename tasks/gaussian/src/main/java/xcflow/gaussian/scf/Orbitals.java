package xcflow.gaussian.scf;

import java.util.Arrays;
import xcflow.gaussian.xc.DensityMatrix;

/**
 * Orbitals of one spin, or of both spins of a closed shell, in ascending order of energy.
 *
 * @param size number of basis functions
 * @param energies in hartree
 * @param coefficients [orbitals × size], one orbital per row
 * @param occupations electrons in each orbital
 */
public record Orbitals(int size, double[] energies, double[] coefficients, double[] occupations) {

    /** Number of orbitals; less than the number of basis functions if those depend linearly. */
    public int count() {
        return energies.length;
    }

    /** Number of occupied orbitals. */
    public int occupied() {
        return (int) Arrays.stream(occupations).filter(electrons -> electrons > 0).count();
    }

    /** Number of empty orbitals. */
    public int virtuals() {
        return count() - occupied();
    }

    /** Density matrix of the occupied orbitals. */
    public DensityMatrix density() {
        return DensityMatrix.ofOrbitals(size, occupations, coefficients);
    }

    /** Energy of the highest occupied orbital in hartree; NaN if there is none. */
    public double homo() {
        double highest = Double.NaN;
        for (int i = 0; i < energies.length; i++) {
            if (occupations[i] > 0) {
                highest = energies[i];
            }
        }
        return highest;
    }

    /** Energy of the lowest empty orbital in hartree; NaN if there is none. */
    public double lumo() {
        for (int i = 0; i < energies.length; i++) {
            if (occupations[i] == 0) {
                return energies[i];
            }
        }
        return Double.NaN;
    }

    /**
     * Fermi level of Fermi–Dirac occupations in hartree: that at which the electrons of the
     * orbitals would be. NaN if there are none.
     *
     * @param width k_B T, hartree
     */
    public double fermiLevel(double width) {
        // Of the occupation nearest to one half, which tells the level best.
        double most = Arrays.stream(occupations).max().orElse(0) > 1 ? 2 : 1;
        double nearest = 1;
        double level = Double.NaN;
        for (int k = 0; k < energies.length; k++) {
            double fraction = occupations[k] / most;
            if (fraction > 0 && fraction < 1 && Math.abs(fraction - 0.5) < nearest) {
                nearest = Math.abs(fraction - 0.5);
                level = energies[k] + width * Math.log(fraction / (1 - fraction));
            }
        }
        return level;
    }

    /** Sum of the occupations. */
    public double electrons() {
        return Arrays.stream(occupations).sum();
    }
}
