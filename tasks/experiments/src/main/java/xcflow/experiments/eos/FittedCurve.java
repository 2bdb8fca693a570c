package xcflow.experiments.eos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.spi.Warning;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.LibraryCrystal;

/**
 * Energies of a crystal at several volumes with the equation of state fitted to them.
 *
 * @param curve the energies
 * @param fit volumes and energies of the cell
 */
public record FittedCurve(EnergyCurve curve, EquationOfStateFit fit) {
    private static final double MILLI = 1e3;

    /** Range of B′ that solids have; strain in the plane of layers is stiffened more. */
    private static final double LEAST_DERIVATIVE = 1;

    private static final double MOST_DERIVATIVE = 10;
    private static final double MOST_IN_PLANE = 20;

    /** Numbers of an equation of state; as many energies are met exactly. */
    private static final int PARAMETERS = 4;

    /** Greatest residual of a good fit, as a share of the range of the energies. */
    private static final double MOST_RESIDUAL = 0.03;

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

    /** What is doubtful about the fit although it succeeded. */
    public List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        String name = curve.crystal() + " with " + curve.functional();
        if (!fit.bracketed()) {
            warnings.add(
                    new Warning(
                            "minimum-outside-volumes",
                            String.format(
                                    Locale.ROOT,
                                    "the minimum of %s lies outside the computed volumes: the curve is extrapolated; compute volumes around it",
                                    name)));
        }
        double derivative = fit.curve().bulkModulusDerivative();
        double most = curve.inPlane() ? MOST_IN_PLANE : MOST_DERIVATIVE;
        if (derivative < LEAST_DERIVATIVE || derivative > most) {
            warnings.add(
                    new Warning(
                            "implausible-equation-of-state",
                            String.format(
                                    Locale.ROOT,
                                    "the fit of %s has B′ = %.3g, where solids have %.0f to %.0f: the energies are not smooth (raise the cutoff or the k-mesh) or the volumes too few",
                                    name,
                                    derivative,
                                    LEAST_DERIVATIVE,
                                    most)));
        }
        if (curve.volumes().stream().distinct().count() <= PARAMETERS) {
            warnings.add(
                    new Warning(
                            "exact-fit",
                            String.format(
                                    Locale.ROOT,
                                    "%d volumes determine the curve of %s exactly: nothing tells how"
                                            + " uncertain it is; compute more volumes",
                                    PARAMETERS,
                                    name)));
        }
        double span = Collections.max(curve.energies()) - Collections.min(curve.energies());
        if (fit.maxResidual() > MOST_RESIDUAL * span) {
            warnings.add(
                    new Warning(
                            "poor-fit",
                            String.format(
                                    Locale.ROOT,
                                    "the fitted curve of %s misses an energy by %.2g Ha per atom, %.0f %% of the range of the energies: the energies are not smooth",
                                    name,
                                    residual(),
                                    100 * fit.maxResidual() / span)));
        }
        return warnings;
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
