package xcflow.gaussian.scf;

import xcflow.functional.dispersion.DeclaredDispersion;
import xcflow.gaussian.grid.GridLevel;

/**
 * Settings of a calculation, none of which is physics except the occupation of orbitals and
 * dispersion.
 *
 * @param grid fineness of the integration grid
 * @param densityFitting whether the Coulomb energy is computed with a fitted density: faster, and
 *     off by some 10⁻⁵ hartree per atom, nearly the same for all functionals
 * @param exchangeFitting whether exact exchange is computed with fitted products of orbitals, and
 *     the Coulomb energy, if it is fitted too, with the same auxiliary functions
 * @param unrestricted whether spin-up and spin-down orbitals may differ also when no electron is
 *     unpaired; with unpaired electrons they always may
 * @param occupation of degenerate orbitals
 * @param energyTolerance greatest change of the energy in the last iteration, hartree
 * @param gradientTolerance greatest element of the orbital gradient, hartree
 * @param maxIterations limit of the first attempt; later, slower ones may take more
 * @param saddlePoints what to do with a solution that is no minimum
 * @param dispersion what was said of the dispersion energy
 * @param filling how many electrons the orbitals hold
 */
public record ScfOptions(
        GridLevel grid,
        boolean densityFitting,
        boolean exchangeFitting,
        boolean unrestricted,
        Occupation occupation,
        double energyTolerance,
        double gradientTolerance,
        int maxIterations,
        SaddlePoints saddlePoints,
        DeclaredDispersion dispersion,
        ElectronFilling filling) {

    public ScfOptions {
        if (!(energyTolerance > 0) || !(gradientTolerance > 0) || maxIterations < 1) {
            throw new IllegalArgumentException(
                    "tolerances must be positive and at least one iteration allowed");
        }
        if (filling.partial() && saddlePoints != SaddlePoints.UNKNOWN) {
            throw new IllegalArgumentException(
                    "whether a solution is a minimum is not tested where orbitals are filled in"
                            + " part: take 'stability: off'");
        }
    }

    /** Level 3 grid, exact Coulomb energy, tight convergence. */
    public static ScfOptions defaults() {
        return new ScfOptions(
                new GridLevel(GridLevel.USUAL),
                false,
                false,
                false,
                Occupation.ALIGNED,
                1e-9,
                1e-6,
                100,
                SaddlePoints.UNKNOWN,
                DeclaredDispersion.NOTHING,
                ElectronFilling.WHOLE);
    }

    /** The same with another grid. */
    public ScfOptions withGrid(int level) {
        return new ScfOptions(
                new GridLevel(level),
                densityFitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with or without density fitting. */
    public ScfOptions withDensityFitting(boolean fitting) {
        return new ScfOptions(
                grid,
                fitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with or without fitting in exact exchange. */
    public ScfOptions withExchangeFitting(boolean fitting) {
        return new ScfOptions(
                grid,
                densityFitting,
                fitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with separate orbitals for the spins. */
    public ScfOptions withUnrestricted(boolean separate) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                separate,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with another occupation of degenerate orbitals. */
    public ScfOptions withOccupation(Occupation other) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                unrestricted,
                other,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with other criteria of convergence. */
    public ScfOptions withTolerances(double energy, double gradient) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energy,
                gradient,
                maxIterations,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with another limit of iterations. */
    public ScfOptions withMaxIterations(int limit) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                limit,
                saddlePoints,
                dispersion,
                filling);
    }

    /** The same with another treatment of solutions that are no minima. */
    public ScfOptions withSaddlePoints(SaddlePoints treatment) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                treatment,
                dispersion,
                filling);
    }

    /** The same with a dispersion energy, or without. */
    public ScfOptions withDispersion(DeclaredDispersion declared) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                declared,
                filling);
    }

    /** The same with orbitals that are filled in another way. */
    public ScfOptions withFilling(ElectronFilling other) {
        return new ScfOptions(
                grid,
                densityFitting,
                exchangeFitting,
                unrestricted,
                occupation,
                energyTolerance,
                gradientTolerance,
                maxIterations,
                saddlePoints,
                dispersion,
                other);
    }

    /** Whether the spins of a molecule without unpaired electrons have orbitals of their own. */
    boolean separateSpins() {
        return unrestricted
                || saddlePoints != SaddlePoints.UNKNOWN
                || filling instanceof ElectronFilling.Declared;
    }
}
