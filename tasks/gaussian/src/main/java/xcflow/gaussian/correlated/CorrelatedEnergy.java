package xcflow.gaussian.correlated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.integral.FourIndex;
import xcflow.gaussian.scf.HartreeFock;
import xcflow.gaussian.scf.HartreeFockSolver;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.WrongSolutionException;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * Energies of a molecule up to a method. Closed shells are restricted, open shells unrestricted.
 *
 * @param total energy of the method in hartree, nuclear repulsion included
 * @param hartreeFock Hartree–Fock energy in hartree, nuclear repulsion included
 * @param mp2 second-order correlation energy in hartree
 * @param ccsd correlation energy of singles and doubles in hartree
 * @param triples perturbative triples correction in hartree
 * @param spinSquared ⟨S²⟩ of the Hartree–Fock determinant
 * @param iterations of the coupled-cluster equations
 * @param warnings what is doubtful about the result
 */
public record CorrelatedEnergy(
        CorrelatedMethod method,
        double total,
        double hartreeFock,
        OptionalDouble mp2,
        OptionalDouble ccsd,
        OptionalDouble triples,
        double spinSquared,
        int iterations,
        List<Warning> warnings) {

    public CorrelatedEnergy {
        warnings = List.copyOf(warnings);
    }

    /** Called now and then with what is being done; may throw to stop. */
    @FunctionalInterface
    public interface Listener {
        void progress(String message);
    }

    /** Part of the heap that one calculation may take. */
    private static final double SHARE = 0.85;

    /**
     * Computes the energies.
     *
     * @param frozenCore whether the orbitals of the atoms' noble-gas cores are left uncorrelated
     * @throws CorrelationException if memory does not suffice or iterations do not converge
     */
    public static CorrelatedEnergy of(
            Basis basis,
            CorrelatedMethod method,
            boolean frozenCore,
            Workers workers,
            Listener listener) {
        Molecule molecule = basis.molecule();
        int frozen = frozenCore ? FrozenCore.orbitals(basis.valence()) : 0;
        refuseTooLarge(basis, method, frozen);
        listener.progress("Hartree-Fock of " + molecule.formula());
        boolean restricted = molecule.unpaired() == 0;
        HartreeFock reference = hartreeFock(basis, restricted, workers);
        CorrelatedEnergy result =
                new CorrelatedEnergy(
                        method,
                        reference.energy(),
                        reference.energy(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        reference.spinSquared(),
                        0,
                        reference.warnings());
        return method == CorrelatedMethod.HARTREE_FOCK
                ? result
                : result.correlate(reference, frozen, workers, listener);
    }

    private static HartreeFock hartreeFock(Basis basis, boolean restricted, Workers workers) {
        try {
            return new HartreeFockSolver(basis, restricted, workers).solve();
        } catch (WrongSolutionException wrong) {
            throw new WrongCorrelationException(wrong.getMessage());
        } catch (ScfException failure) {
            throw new CorrelationException(failure.getMessage());
        }
    }

    private CorrelatedEnergy correlate(
            HartreeFock reference, int frozen, Workers workers, Listener listener) {
        Spaces spaces = Spaces.of(reference, frozen);
        OrbitalIntegrals integrals = OrbitalIntegrals.of(reference, spaces, workers);
        AmplitudeCheck check =
                new AmplitudeCheck(
                        String.format(
                                Locale.ROOT,
                                "%s of %s",
                                method.title(),
                                reference.valence().molecule().formula()),
                        spaces);
        List<Warning> doubts = new ArrayList<>(warnings);
        double second = Amplitudes.firstOrder(integrals).energy(integrals);
        check.requireBound("second order", second);
        OptionalDouble mp2 = OptionalDouble.of(second);
        if (method == CorrelatedMethod.MOELLER_PLESSET) {
            return with(second, mp2, OptionalDouble.empty(), OptionalDouble.empty(), 0, doubts);
        }
        int[] iterations = {0};
        Amplitudes amplitudes =
                new CoupledCluster(reference, integrals, workers)
                        .solve(
                                (iteration, energy) -> {
                                    iterations[0] = iteration;
                                    listener.progress(
                                            String.format(
                                                    Locale.ROOT,
                                                    "CCSD iteration %d: %.8f Ha",
                                                    iteration,
                                                    energy));
                                });
        double doubles = amplitudes.energy(integrals);
        doubts.addAll(check.singlesAndDoubles(amplitudes, doubles));
        OptionalDouble ccsd = OptionalDouble.of(doubles);
        if (method == CorrelatedMethod.SINGLES_DOUBLES) {
            return with(doubles, mp2, ccsd, OptionalDouble.empty(), iterations[0], doubts);
        }
        listener.progress("perturbative triples");
        double triplesEnergy = new Triples(integrals, amplitudes, workers).energy();
        doubts.addAll(check.triples(triplesEnergy, doubles));
        return with(
                doubles + triplesEnergy,
                mp2,
                ccsd,
                OptionalDouble.of(triplesEnergy),
                iterations[0],
                doubts);
    }

    private CorrelatedEnergy with(
            double correlation,
            OptionalDouble newMp2,
            OptionalDouble newCcsd,
            OptionalDouble newTriples,
            int newIterations,
            List<Warning> newWarnings) {
        return new CorrelatedEnergy(
                method,
                hartreeFock + correlation,
                hartreeFock,
                newMp2,
                newCcsd,
                newTriples,
                spinSquared,
                newIterations,
                newWarnings);
    }

    private static void refuseTooLarge(Basis basis, CorrelatedMethod method, int frozen) {
        double needed = bytes(basis, method, frozen);
        double available = SHARE * Runtime.getRuntime().maxMemory();
        if (needed > available || !FourIndex.fits(basis.count())) {
            throw new CorrelationException(
                    String.format(
                                    Locale.ROOT,
                                    "%s of %s with %d basis functions (%s) needs about %.1f GB of"
                                            + " memory; %.1f GB are",
                                    method.title(),
                                    basis.molecule().formula(),
                                    basis.count(),
                                    basis.name(),
                                    needed / 1e9,
                                    available / 1e9)
                            + " available. A smaller basis set or a larger Java heap (-Xmx) helps");
        }
    }

    /** Memory in bytes at the widest point. */
    private static double bytes(Basis basis, CorrelatedMethod method, int frozen) {
        double n = basis.count();
        double fourIndex = FourIndex.bytes(basis.count());
        double half = Math.min(4 * 32e6, n * n * n * n) * 8;
        if (method == CorrelatedMethod.HARTREE_FOCK) {
            return fourIndex + half;
        }
        boolean restricted = basis.molecule().unpaired() == 0;
        double o = Math.max(1, basis.valence().alpha() - frozen);
        double v = n - basis.valence().alpha();
        double transformed = (restricted ? 1 : 4) * o * n * n * n;
        double blocks = (restricted ? 3 : 6) * o * v * v * v;
        double amplitudes = (restricted ? 60 : 120) * o * o * v * v;
        return fourIndex + Math.max(half, 8 * (transformed + blocks + amplitudes));
    }
}
