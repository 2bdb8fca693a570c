package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dispersion.Damping;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Valence;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.gaussian.integral.OneElectron;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.gaussian.xc.ExchangeCorrelation;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * Kohn–Sham calculations of one molecule in one basis, for any number of functionals: of all
 * electrons, or of those outside cores that potentials of the basis set replace.
 *
 * <p>What does not depend on the functional (integrals, grid, values of basis functions) is
 * prepared once. Energies are in hartree. Not thread-safe; several threads of the workers are used
 * within each calculation, and results do not depend on their number.
 *
 * <pre>{@code
 * try (Workers workers = new Workers(2);
 *         KohnSham water = KohnSham.of(Molecules.parse("H2O"), "def2-svp", ScfOptions.defaults(), workers)) {
 *     double energy = water.solve(Functionals.named("PBE")).energy();
 * }
 * }</pre>
 */
public final class KohnSham implements AutoCloseable {
    private final Basis basis;
    private final ScfOptions options;
    private final OneElectron oneElectron;
    private final ExchangeCorrelation integration;
    private final MolecularTerms terms;
    private final Workers workers;

    /** Prepares calculations; the workers stay the caller's to close. */
    public KohnSham(Basis basis, ScfOptions options, Workers workers) {
        this.basis = basis;
        this.options = options;
        this.workers = workers;
        oneElectron = OneElectron.of(basis, workers);
        integration =
                new ExchangeCorrelation(
                        basis,
                        MolecularGrid.of(basis.molecule().atoms(), options.grid(), workers),
                        workers);
        terms = new MolecularTerms(basis, options, oneElectron, integration, workers);
    }

    /**
     * Prepares calculations in a basis set given by name or file.
     *
     * @throws xcflow.gaussian.basis.BasisException if the set is unknown or lacks an element
     */
    public static KohnSham of(
            Molecule molecule, String basisSet, ScfOptions options, Workers workers) {
        return new KohnSham(Basis.of(molecule, basisSet), options, workers);
    }

    /** The basis functions. */
    public Basis basis() {
        return basis;
    }

    /** The integration grid. */
    public MolecularGrid grid() {
        return integration.grid();
    }

    @Override
    public void close() {
        integration.close();
        terms.close();
    }

    /**
     * Solves the Kohn–Sham equations, starting from superposed atoms.
     *
     * @throws ScfException if all attempts fail to converge
     */
    public ScfResult solve(Functional functional) {
        return solve(functional, ScfListener.SILENT);
    }

    /** As {@link #solve(Functional)}, watched. */
    public ScfResult solve(Functional functional, ScfListener listener) {
        return new Attempts(this, functional, listener).solve(Optional.empty());
    }

    /**
     * Solves the Kohn–Sham equations from a given density, for example of another functional. If
     * that fails, later attempts start from superposed atoms.
     *
     * @throws ScfException if all attempts fail to converge
     */
    public ScfResult solve(Functional functional, SpinDensity start, ScfListener listener) {
        return new Attempts(this, functional, listener)
                .solve(
                        Optional.of(
                                new GivenDensity(basis, electrons(), openShell(), counts())
                                        .fitted(start)));
    }

    /** Superposition of spherical atoms, the usual start. */
    public SpinDensity atoms() {
        return AtomicStart.of(basis, openShell(), options.filling());
    }

    /** Energy of a density, which need not be self-consistent; without an entropy. */
    public Energies energies(Functional functional, SpinDensity density) {
        return terms.energy(functional, true).hamiltonian(density).energies();
    }

    /**
     * Forces on the nuclei: minus the derivatives of the energy of a solution by their positions,
     * the movement of the grid included. They are as exact as the solution is converged: of an
     * orbital gradient g an error of about g Ha/bohr is left.
     *
     * @param functional that of the solution
     * @param result a solution of these equations
     * @return hartree per bohr, x, y and z of each atom, [3 × atoms]
     * @throws IllegalArgumentException if the basis has i functions
     */
    public double[] forces(Functional functional, ScfResult result) {
        double[] gradient =
                new NuclearGradient(basis, options, oneElectron.overlap(), integration, workers)
                        .of(functional, result);
        terms.dispersion(functional).ifPresent(d -> EnergyTerm.addTo(gradient, d.gradient()));
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
        }
        return gradient;
    }

    /**
     * Density and gradient at the points of {@link #grid()}: the descriptors of the functional.
     * They are polarised exactly if the density is.
     */
    public Points sample(SpinDensity density) {
        return sample(density, Variable.GRADIENT);
    }

    /** As {@link #sample(SpinDensity)}, with the variables that a functional needs. */
    public Points sample(SpinDensity density, Set<Variable> needs) {
        return integration.sample(density.matrices(), needs);
    }

    /** Integrals on the grid of the density matrices: how well it counts the electrons. */
    public double[] electrons(SpinDensity density) {
        return integration.electrons(density.matrices());
    }

    /**
     * The damping of the dispersion energy that comes on top of a functional, if one was asked for.
     *
     * @throws xcflow.functional.dispersion.DispersionException if it cannot be had
     */
    public Optional<Damping> damping(Functional functional) {
        return options.dispersion().damping(functional);
    }

    /** Makes the energy, term by term. */
    MolecularTerms terms() {
        return terms;
    }

    private ElectronFilling.Counts counts() {
        return options.filling().counts(basis.valence());
    }

    private boolean openShell() {
        return options.separateSpins() || basis.molecule().unpaired() > 0;
    }

    Electrons electrons() {
        return new Electrons(basis.count(), oneElectron.overlap());
    }

    ScfOptions options() {
        return options;
    }

    OneElectron oneElectron() {
        return oneElectron;
    }

    /** Refuses a basis whose functions depend on each other so that too few are left. */
    private void refuseDependence(int electrons) {
        int rank =
                OrbitalFilling.aufbau(basis, oneElectron.overlap(), new int[] {electrons})
                        .basis()
                        .rank();
        if (electrons > rank) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s has %d electrons of one spin, but the basis %s only %d independent"
                                    + " functions",
                            basis.molecule().formula(),
                            electrons,
                            basis.name(),
                            rank));
        }
    }

    /** The lowest orbitals of each spin, whatever their symmetry. */
    OrbitalFilling lowestOrbitals() {
        Valence valence = basis.valence();
        return OrbitalFilling.aufbau(
                basis, oneElectron.overlap(), new int[] {valence.alpha(), valence.beta()});
    }

    /** How the orbitals are to be occupied. */
    OrbitalFilling filling(Functional functional) {
        int up = (int) Math.ceil(counts().up());
        int down = (int) Math.ceil(counts().down());
        int[] electrons = openShell() ? new int[] {up, down} : new int[] {up};
        int most = Math.max(up, down);
        if (most > basis.count()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s has %d electrons of one spin, but the basis %s only %d functions",
                            basis.molecule().formula(),
                            most,
                            basis.name(),
                            basis.count()));
        }
        refuseDependence(most);
        return orbitals(functional, electrons).filledAs(options.filling());
    }

    private OrbitalFilling orbitals(Functional functional, int[] electrons) {
        boolean smeared = options.filling() instanceof ElectronFilling.Smeared;
        if (smeared
                || options.occupation() == Occupation.AUFBAU
                || Reflections.of(basis).odd().size() == 1) {
            return OrbitalFilling.aufbau(basis, oneElectron.overlap(), electrons);
        }
        SpinDensity spherical = AtomicStart.of(basis, false);
        double[] fock = terms.energy(functional, false).hamiltonian(spherical).fock().get(0);
        return OrbitalFilling.aligned(basis, oneElectron.overlap(), fock, electrons);
    }

    /**
     * An occupation with as many orbitals of each symmetry as are lowest in other Fock matrices;
     * empty if that is the same one, or none has been fixed.
     */
    Optional<OrbitalFilling> otherThan(OrbitalFilling filling, List<double[]> fock) {
        if (filling.symmetries() == 1) {
            return Optional.empty();
        }
        OrbitalFilling other = filling.among(fock, Reflections.of(basis).odd());
        return other.sameAs(filling) ? Optional.empty() : Optional.of(other);
    }

    /**
     * The result that an outcome is.
     *
     * @param doubts warnings of how it was found
     * @throws WrongSolutionException if it is no solution
     */
    ScfResult result(
            Functional functional,
            SelfConsistentField.Outcome outcome,
            int iterations,
            int attempt,
            List<Warning> doubts) {
        SpinDensity density = outcome.density();
        List<Warning> warnings = new ArrayList<>(doubts);
        warnings.addAll(
                new SolutionCheck(
                                describe(functional),
                                basis.valence(),
                                electrons(),
                                SolutionCheck.Gap.KOHN_SHAM,
                                options.filling())
                        .warnings(outcome));
        new GridCheck(describe(functional), basis, integration, workers)
                .doubt(functional, density, outcome.energies().exchangeCorrelation())
                .ifPresent(warnings::add);
        double[] dipole = basis.valence().dipole();
        for (int axis = 0; axis < 3; axis++) {
            for (DensityMatrix matrix : density.matrices()) {
                dipole[axis] -= matrix.trace(oneElectron.dipole()[axis]);
            }
        }
        return new ScfResult(
                outcome.energies(),
                iterations,
                attempt,
                outcome.gradient(),
                density,
                outcome.orbitals(),
                dipole,
                electrons().spinSquared(density),
                warnings);
    }

    /** What is calculated, for messages. */
    String describe(Functional functional) {
        return String.format(
                Locale.ROOT,
                "%s with %s in %s",
                basis.molecule().formula(),
                functional.name(),
                basis.name());
    }
}
