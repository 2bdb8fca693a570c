package xcflow.planewave.scf;

import java.util.List;
import java.util.Optional;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.SymmetricCrystal;

/**
 * How a model is discretised and solved.
 *
 * @param cutoff kinetic-energy cutoff of the orbitals, Hartree. The density has four times as much
 * @param cutoffSmoothing width, Hartree, of the range below the cutoff in which the kinetic energy
 *     of plane waves is raised, so that they enter and leave smoothly when the cell changes; zero,
 *     the usual value, for a sharp cutoff. It raises total energies a little, as a lower cutoff
 *     does
 * @param kMesh k-points
 * @param symmetryTolerance greatest displacement, Å, by which the crystal may be made symmetric so
 *     that its symmetry can reduce the mesh; zero: time reversal alone reduces it
 * @param grid points of the Fourier grid along the lattice vectors; empty: the smallest that
 *     represents products of orbitals exactly
 * @param bands number of bands; zero: as many as the electrons need, with a margin for smearing
 * @param tolerance estimated error of the total energy, Hartree per cell, at which the iteration
 *     stops
 * @param maxIterations most iterations of the density
 * @param threads threads to use; results do not depend on it
 */
public record Settings(
        double cutoff,
        double cutoffSmoothing,
        KMesh kMesh,
        double symmetryTolerance,
        Optional<List<Integer>> grid,
        int bands,
        double tolerance,
        int maxIterations,
        int threads) {

    /** Farther than this, Å, atoms are not moved: the symmetric crystal would be another one. */
    public static final double MOST_DISPLACEMENT = 0.01;

    public Settings {
        if (!(cutoff > 0.5 && cutoff < 2000)) {
            throw new IllegalArgumentException(
                    "a cutoff is more than 0.5 and less than 2000 Ha, not " + cutoff);
        }
        if (!(cutoffSmoothing >= 0 && cutoffSmoothing < cutoff)) {
            throw new IllegalArgumentException(
                    "the smoothing of the cutoff must lie between 0 and the cutoff, not at "
                            + cutoffSmoothing
                            + " Ha");
        }
        if (!(symmetryTolerance >= 0 && symmetryTolerance <= MOST_DISPLACEMENT)) {
            throw new IllegalArgumentException(
                    "the tolerance of symmetry lies between 0 and "
                            + MOST_DISPLACEMENT
                            + " Å, not at "
                            + symmetryTolerance);
        }
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance must be positive");
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("at least one iteration is needed");
        }
    }

    /** The usual settings for a cutoff in Hartree and a mesh. */
    public static Settings of(double cutoff, KMesh kMesh) {
        return new Settings(
                cutoff, 0, kMesh, SymmetricCrystal.TOLERANCE, Optional.empty(), 0, 1e-9, 100, 1);
    }

    /** The same with other k-points. */
    public Settings withKMesh(KMesh mesh) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                mesh,
                symmetryTolerance,
                grid,
                bands,
                tolerance,
                maxIterations,
                threads);
    }

    /** The settings with a smoothed cutoff; width in Hartree. */
    public Settings withCutoffSmoothing(double value) {
        return new Settings(
                cutoff,
                value,
                kMesh,
                symmetryTolerance,
                grid,
                bands,
                tolerance,
                maxIterations,
                threads);
    }

    /** The settings with or without reduction by the crystal's symmetry, within 2e-5 Å. */
    public Settings withSymmetry(boolean value) {
        return withSymmetryTolerance(value ? SymmetricCrystal.TOLERANCE : 0);
    }

    /** The settings with another tolerance of symmetry, Å; zero for none. */
    public Settings withSymmetryTolerance(double value) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                kMesh,
                value,
                grid,
                bands,
                tolerance,
                maxIterations,
                threads);
    }

    /** The settings with a grid of the caller's choice. */
    public Settings withGrid(int n1, int n2, int n3) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                kMesh,
                symmetryTolerance,
                Optional.of(List.of(n1, n2, n3)),
                bands,
                tolerance,
                maxIterations,
                threads);
    }

    /** The settings with another number of bands. */
    public Settings withBands(int value) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                kMesh,
                symmetryTolerance,
                grid,
                value,
                tolerance,
                maxIterations,
                threads);
    }

    /** The settings with another tolerance, Hartree per cell. */
    public Settings withTolerance(double value) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                kMesh,
                symmetryTolerance,
                grid,
                bands,
                value,
                maxIterations,
                threads);
    }

    /** The settings with another limit of iterations. */
    public Settings withMaxIterations(int value) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                kMesh,
                symmetryTolerance,
                grid,
                bands,
                tolerance,
                value,
                threads);
    }

    /** The settings with another number of threads. */
    public Settings withThreads(int value) {
        return new Settings(
                cutoff,
                cutoffSmoothing,
                kMesh,
                symmetryTolerance,
                grid,
                bands,
                tolerance,
                maxIterations,
                value);
    }
}
