package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.gaussian.algebra.Matrices;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Valence;
import xcflow.gaussian.integral.FourIndex;
import xcflow.gaussian.integral.OneElectron;
import xcflow.gaussian.integral.ScreenedAtoms;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * Restricted and unrestricted Hartree–Fock with integrals in memory: the self-consistent field with
 * all of the exact exchange and nothing else, and a search for a lower solution where the one found
 * is a saddle point.
 */
public final class HartreeFockSolver {
    private static final int MAX_FOLLOWED = 5;

    /** A solution that was followed down is lower by more than this, hartree. */
    private static final double DESCENT = 1e-7;

    private static final SelfConsistentField.Criteria CRITERIA =
            new SelfConsistentField.Criteria(Double.POSITIVE_INFINITY, 1e-8, 200, 200, true);

    private static final Acceleration.Settings DIIS =
            new Acceleration.Settings("DIIS", 0, Double.POSITIVE_INFINITY, 0, 8, 200, 1);

    /** Empty orbitals raised, and extrapolated only near the solution. */
    private static final Acceleration.Settings SHIFTED =
            new Acceleration.Settings("DIIS with level shift", 0, 1e-4, 0.3, 8, 200, 1);

    private final Molecule molecule;
    private final Valence valence;
    private final String what;
    private final Workers workers;
    private final OneElectron oneElectron;
    private final FourIndex repulsion;
    private final Electrons electrons;
    private final OrbitalFilling filling;
    private final EnergyFunctional functional;
    private final double[] guess;
    private int iterations;

    /**
     * Prepares a calculation; the workers stay the caller's to close.
     *
     * @param restricted whether both spins share their orbitals
     * @throws ScfException if the basis has too few independent functions
     */
    public HartreeFockSolver(Basis basis, boolean restricted, Workers workers) {
        this.molecule = basis.molecule();
        this.valence = basis.valence();
        this.what =
                String.format(
                        Locale.ROOT, "Hartree-Fock of %s in %s", molecule.formula(), basis.name());
        this.workers = workers;
        this.oneElectron = OneElectron.of(basis, workers);
        this.repulsion = FourIndex.of(basis, workers);
        this.electrons = new Electrons(basis.count(), oneElectron.overlap());
        this.filling =
                OrbitalFilling.aufbau(
                        basis,
                        oneElectron.overlap(),
                        restricted
                                ? new int[] {valence.alpha()}
                                : new int[] {valence.alpha(), valence.beta()});
        if (valence.alpha() > filling.basis().rank()) {
            throw new ScfException(
                    String.format(
                            Locale.ROOT,
                            "the basis has %d independent functions for %d electrons of one spin",
                            filling.basis().rank(),
                            valence.alpha()));
        }
        List<EnergyTerm> terms = EnergyTerm.ofSingleElectrons(basis, oneElectron);
        terms.add(new EnergyTerm.Hartree(repulsion::coulomb));
        terms.add(
                new EnergyTerm.Exchange(
                        1, density -> repulsion.exchange(density.matrix(), workers)));
        this.functional =
                new EnergyFunctional(
                        terms, Map.of(Energies.NUCLEAR_REPULSION, valence.repulsion()));
        this.guess = Matrices.sum(oneElectron.core(), 1, ScreenedAtoms.coulomb(basis, workers));
    }

    /**
     * The lowest solution that can be reached.
     *
     * @throws ScfException if none is, or what was found is none
     */
    public HartreeFock solve() {
        List<double[]> start = new ArrayList<>();
        for (int spin = 0; spin < filling.occupied().length; spin++) {
            start.add(guess);
        }
        SelfConsistentField.Outcome outcome =
                converge(OrbitalFilling.density(filling.orbitals(start)));
        boolean minimum = false;
        for (int i = 0; i <= MAX_FOLLOWED && !minimum; i++) {
            Optional<Stability.Descent> lower =
                    Stability.ofHartreeFock(repulsion, outcome.orbitals(), workers).descend();
            minimum = lower.isEmpty();
            if (!minimum && i < MAX_FOLLOWED) {
                outcome = below(outcome, OrbitalFilling.density(lower.get().orbitals()));
            }
        }
        return result(outcome, minimum);
    }

    /**
     * A solution of lower energy than a saddle point. Extrapolation may lead back to where it came
     * from; with the empty orbitals raised, each step is a small one down.
     *
     * @param lower the saddle point's density, turned downhill
     */
    private SelfConsistentField.Outcome below(
            SelfConsistentField.Outcome saddle, SpinDensity lower) {
        SelfConsistentField.Outcome found = converge(lower);
        if (found.energies().total() < saddle.energies().total() - DESCENT) {
            return found;
        }
        SelfConsistentField.Outcome careful = run(lower, SHIFTED, 2);
        return careful.converged() ? careful : found;
    }

    /**
     * With DIIS; if that turns in circles, as it may around the axis of a linear radical, once more
     * with the empty orbitals raised.
     */
    private SelfConsistentField.Outcome converge(SpinDensity start) {
        SelfConsistentField.Outcome outcome = run(start, DIIS, 1);
        if (!outcome.converged()) {
            outcome = run(start, SHIFTED, 2);
        }
        if (!outcome.converged()) {
            throw new ScfException(
                    String.format(
                            Locale.ROOT,
                            "Hartree-Fock of %s did not converge in %d iterations",
                            molecule.formula(),
                            iterations));
        }
        return outcome;
    }

    private SelfConsistentField.Outcome run(
            SpinDensity start, Acceleration.Settings settings, int attempt) {
        SelfConsistentField field =
                new SelfConsistentField(
                        functional, filling, oneElectron.overlap(), CRITERIA, ScfListener.SILENT);
        SelfConsistentField.Outcome outcome =
                field.run(start, new Acceleration(settings), attempt, iterations);
        iterations += outcome.iterations();
        return outcome;
    }

    private HartreeFock result(SelfConsistentField.Outcome outcome, boolean minimum) {
        List<Warning> warnings =
                new ArrayList<>(
                        new SolutionCheck(
                                        what,
                                        valence,
                                        electrons,
                                        SolutionCheck.Gap.CORRELATED,
                                        ElectronFilling.WHOLE)
                                .warnings(outcome));
        if (!minimum) {
            warnings.add(
                    new Warning(
                            "unstable-determinant",
                            String.format(
                                    Locale.ROOT,
                                    "%s: the determinant is a saddle point, and following it down"
                                            + " %d times found no minimum",
                                    what,
                                    MAX_FOLLOWED)));
        }
        return new HartreeFock(
                valence,
                repulsion,
                outcome.energies(),
                outcome.orbitals(),
                electrons.spinSquared(outcome.density()),
                iterations,
                warnings);
    }
}
