package xcflow.campaign;

import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.planewave.eos.DeltaGauge;
import xcflow.planewave.eos.EquationOfState;
import xcflow.planewave.eos.EquationOfStateFit;
import xcflow.planewave.library.CrystalLibrary;
import xcflow.planewave.library.LibraryCrystal;

/**
 * Energies of a crystal at several volumes with the equation of state fitted to them.
 *
 * @param curve the energies
 * @param fit volumes and energies of the cell
 */
public record FittedCurve(EnergyCurve curve, EquationOfStateFit fit) {
    private static final double MILLI = 1e3;

    /**
     * @throws IllegalArgumentException if the energies have no minimum; the message is for the user
     */
    public static FittedCurve of(EnergyCurve curve, EquationOfState.Form form) {
        try {
            return new FittedCurve(
                    curve,
                    EquationOfStateFit.of(
                            form,
                            curve.volumes().stream().mapToDouble(Double::doubleValue).toArray(),
                            curve.energies().stream().mapToDouble(Double::doubleValue).toArray()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    curve.crystal() + " with " + curve.functional() + ": " + e.getMessage(), e);
        }
    }

    /** What is wrong with the fit although it succeeded. */
    public Optional<String> warning() {
        return fit.bracketed()
                ? Optional.empty()
                : Optional.of(
                        "the minimum of %s with %s lies outside the computed volumes"
                                .formatted(curve.crystal(), curve.functional()));
    }

    /** Equation of state per atom. */
    public EquationOfState perAtom() {
        return fit.curve().dividedBy(curve.atoms());
    }

    /** Equilibrium lattice constant, Å. */
    public double latticeConstant() {
        return curve.latticeConstant(fit.curve().volume());
    }

    /** Standard deviation of the lattice constant, from the residuals, Å. */
    public double latticeUncertainty() {
        double relative = fit.uncertainty().volume() / fit.curve().volume();
        return latticeConstant() * relative / (curve.inPlane() ? 2 : 3);
    }

    /** Equilibrium volume per atom, Å³. */
    public double volume() {
        return perAtom().volume() * Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
    }

    /** Greatest residual per atom, Ha. */
    public double residual() {
        return fit.maxResidual() / curve.atoms();
    }

    /** All-electron PBE curve of the same crystal, if one was published. */
    public Optional<LibraryCrystal.PublishedCurve> allElectron() {
        return CrystalLibrary.bundled().find(curve.crystal()).flatMap(LibraryCrystal::allElectron);
    }

    /** Deviation of the lattice constant from all-electron PBE, per cent. */
    public Optional<Double> allElectronLatticeDeviation() {
        return allElectron().map(p -> percent(Math.cbrt(volume()), Math.cbrt(p.volume())));
    }

    /** Deviation of the bulk modulus from all-electron PBE, per cent. */
    public Optional<Double> allElectronBulkDeviation() {
        return allElectron().map(p -> percent(fit.curve().bulkModulusInGpa(), p.bulkModulus()));
    }

    /** Deviation of the lattice constant from that of another curve, per cent. */
    public double latticeDeviation(FittedCurve other) {
        return percent(latticeConstant(), other.latticeConstant());
    }

    /** Deviation of the bulk modulus from that of another curve, per cent. */
    public double bulkDeviation(FittedCurve other) {
        return percent(fit.curve().bulkModulus(), other.fit.curve().bulkModulus());
    }

    /** Δ gauge between this curve and another one, meV per atom. */
    public double delta(FittedCurve other) {
        return delta(other.perAtom());
    }

    /** Δ gauge between this curve and all-electron PBE, meV per atom. */
    public Optional<Double> allElectronDelta() {
        double cube = Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
        return allElectron()
                .map(
                        p ->
                                delta(
                                        new EquationOfState(
                                                EquationOfState.Form.BIRCH_MURNAGHAN,
                                                0,
                                                p.volume() / cube,
                                                p.bulkModulus()
                                                        / Constants.HARTREE_PER_BOHR3_IN_GPA,
                                                p.bulkModulusDerivative())));
    }

    private double delta(EquationOfState other) {
        return MILLI * Constants.HARTREE_IN_EV * DeltaGauge.between(perAtom(), other);
    }

    private static double percent(double value, double reference) {
        return 100 * (value / reference - 1);
    }
}
