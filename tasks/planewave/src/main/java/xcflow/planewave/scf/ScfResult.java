package xcflow.planewave.scf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.numerics.Constants;
import xcflow.planewave.basis.Density;
import xcflow.planewave.force.Forces;
import xcflow.planewave.force.GroundState;
import xcflow.planewave.force.Stress;
import xcflow.spi.Warning;
import xcflow.structure.symmetry.KPoints;

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
 * @param warnings what is doubtful about the result
 * @param state what forces and stress are calculated from; it keeps the orbitals
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
        List<Integer> grid,
        List<Warning> warnings,
        GroundState state) {

    /** States with more electrons than this, or fewer holes, are partly filled. */
    private static final double PARTLY = 1e-3;

    public ScfResult {
        fermiLevels = List.copyOf(fermiLevels);
        bands = List.copyOf(bands);
        grid = List.copyOf(grid);
        warnings = List.copyOf(warnings);
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

    /** The same with more that is doubtful, before what is known already. */
    public ScfResult withWarnings(List<Warning> first) {
        return new ScfResult(
                converged,
                iterations,
                residual,
                energies,
                extrapolatedEnergy,
                fermiLevels,
                bands,
                moment,
                applications,
                density,
                grid,
                Stream.concat(first.stream(), warnings.stream()).toList(),
                state);
    }

    /**
     * The smallest gap between filled and empty bands of one spin; empty if smearing leaves states
     * partly filled, or more filled at one k-point than at another.
     */
    public Optional<BandGap> gap() {
        return isFilled() ? BandGap.of(bands) : Optional.empty();
    }

    /** The gap of one spin (0 up, 1 down), as {@link #gap}. */
    public Optional<BandGap> gap(int spin) {
        return isFilled() ? BandGap.ofSpin(bands, spin) : Optional.empty();
    }

    /** Whether every spin has the same number of full bands at all k-points and none half full. */
    private boolean isFilled() {
        for (int spin = 0; spin < 2; spin++) {
            int of = spin;
            boolean same =
                    bands.stream()
                                    .filter(b -> b.spin() == of)
                                    .map(b -> b.occupations().stream().filter(f -> f > 0.5).count())
                                    .distinct()
                                    .count()
                            <= 1;
            if (!same) {
                return false;
            }
        }
        return bands.stream()
                .flatMap(b -> b.occupations().stream())
                .allMatch(f -> Math.abs(f - Math.rint(f)) < PARTLY);
    }

    /** Free energy E − TS, Hartree per cell: the total energy to compare and to fit. */
    public double energy() {
        return energies.free();
    }

    /**
     * Forces on the atoms, [sites × 3], Ha/bohr, in the order of the model's sites; calculated anew
     * at each call. {@link Forces} says of what they are the derivative.
     */
    public double[] forces() {
        return Forces.of(state);
    }

    /**
     * Stress of the cell, [3 × 3] row-major, Ha/bohr³, positive where the cell wants to shrink;
     * calculated anew at each call. {@link Stress} says of what it is the derivative.
     */
    public double[] stress() {
        return Stress.of(state);
    }

    /**
     * Pressure, GPa, minus a third of the trace of the {@link #stress}: what the cell pushes with.
     */
    public double pressure() {
        double[] stress = stress();
        return -(stress[0] + stress[4] + stress[8]) / 3 * Constants.HARTREE_PER_BOHR3_IN_GPA;
    }
}
