package xcflow.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.functional.dataset.DataSet;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** A self-consistent density and its energy. Usable until the equations are closed. */
public interface Solution {

    /** Total energy, Ha; of a crystal per cell, and with smearing the free energy. */
    double energy();

    /** Parts of the energy by name, Ha; they sum to it. */
    Map<String, Double> energies();

    /** Iterations of the self-consistent field, those of failed attempts included. */
    int iterations();

    /** Dipole moment x, y, z in debye with respect to the origin, where the engine knows it. */
    Optional<List<Double>> dipole();

    /** ⟨S²⟩. */
    double spinSquared();

    /** Highest occupied level or Fermi level, Ha. */
    OptionalDouble highestLevel();

    /**
     * The density at the points of its grid; with the weights it integrates to the electrons.
     *
     * @throws TaskFailure if the engine cannot give it, or it cannot be that of the solution
     */
    DataSet sample() throws TaskFailure;

    /**
     * ∫ |ρ₁ − ρ₂|, electrons.
     *
     * @param other of the same equations
     * @throws TaskFailure as {@link #sample}
     */
    double distance(Solution other) throws TaskFailure;

    /** Forces on the atoms, Ha/bohr, x, y and z of each; empty if the engine has none. */
    default Optional<double[]> forces() throws TaskFailure {
        return Optional.empty();
    }

    /**
     * The forces, which must be there.
     *
     * @throws TaskFailure if the engine has none
     */
    default double[] requiredForces() throws TaskFailure {
        return forces().orElseThrow(() -> new TaskFailure("the engine gave no forces"));
    }

    /**
     * Values of a function at points in space.
     *
     * @param points x, y and z of each in turn, bohr, [3 × points]
     * @return one value for each point, in the unit of the function
     * @throws TaskFailure if the engine gives none, or has no such orbital
     */
    default double[] at(SpatialField field, double[] points) throws TaskFailure {
        throw new TaskFailure("the engine gives no values at points in space");
    }

    /**
     * Levels at the points of a mesh in reciprocal space, empty ones too; calculated at each call.
     *
     * @param kpoints divisions of the mesh; empty for that of the calculation
     * @param bands number of levels of each spin; zero for a few more than the electrons fill
     * @throws TaskFailure if the engine gives none, or not so many
     */
    default LevelMesh levels(Optional<List<Integer>> kpoints, int bands) throws TaskFailure {
        throw new TaskFailure("the engine gives no levels at the points of a mesh");
    }

    /** Magnetic moments; empty without spin, or where the engine does not know them. */
    default Optional<Magnetism> magnetism() {
        return Optional.empty();
    }

    /** What is doubtful about it. */
    List<Warning> warnings();

    /** The density, for a start of another calculation or a checkpoint. */
    StartDensity density() throws TaskFailure;

    /** All else that the engine can say, for people: plain values, lists and {@code double[]}. */
    Map<String, Object> details();
}
