package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.gaussian.algebra.Diis;

/**
 * Chooses the Fock matrices for the next orbitals out of those so far: damping while far from
 * convergence, then DIIS.
 */
final class Acceleration {

    /**
     * How carefully the iteration proceeds.
     *
     * @param name for messages
     * @param damping share of the Fock matrix before in the next one, as long as the orbital
     *     gradient exceeds {@code dampingUntil}, hartree
     * @param dampingUntil below it DIIS extrapolates
     * @param levelShift by which empty orbitals are raised, hartree
     * @param history number of Fock matrices that DIIS combines
     * @param patience iterations without progress after which the attempt is given up
     * @param iterations limit of iterations, in multiples of the user's
     */
    record Settings(
            String name,
            double damping,
            double dampingUntil,
            double levelShift,
            int history,
            int patience,
            int iterations) {}

    /** Attempts in the order in which they are made, ever safer and slower. */
    static final List<Settings> ATTEMPTS =
            List.of(
                    new Settings("DIIS", 0, Double.POSITIVE_INFINITY, 0, 8, 20, 1),
                    new Settings("damped DIIS with level shift", 0.5, 0.3, 0.25, 12, 60, 2),
                    new Settings("strong damping and level shift", 0.8, 0.03, 0.6, 10, 150, 4));

    private final Settings settings;
    private Diis diis;
    private List<double[]> before;

    Acceleration(Settings settings) {
        this.settings = settings;
        this.diis = new Diis(settings.history());
    }

    /**
     * Matrices to go on with.
     *
     * @param fock Fock matrices to be diagonalised
     * @param densities density matrices, combined with the same coefficients
     */
    record Combination(List<double[]> fock, List<double[]> densities) {}

    /** Makes the errors of Fock and density matrices. */
    @FunctionalInterface
    interface ErrorMeasure {
        List<double[]> of(List<double[]> fock, List<double[]> densities);
    }

    Settings settings() {
        return settings;
    }

    /**
     * The Fock matrices to be diagonalised next, and the densities to which they belong.
     *
     * @param errors commutators of Fock and density matrices in orthonormal functions
     * @param gradient greatest element of the errors
     */
    Combination next(
            List<double[]> fock, List<double[]> densities, List<double[]> errors, double gradient) {
        if (gradient > settings.dampingUntil()) {
            before = before == null ? fock : mix(fock, before, settings.damping());
            return new Combination(before, densities);
        }
        int spins = fock.size();
        List<double[]> combined = diis.next(new Diis.Entry(joined(fock, densities), errors));
        return new Combination(combined.subList(0, spins), combined.subList(spins, 2 * spins));
    }

    /**
     * Takes note that the energy is now computed more exactly. If the newest Fock matrices known
     * belong to the same densities, they tell the error that all have in common.
     */
    void refine(List<double[]> fock, List<double[]> densities, ErrorMeasure errors) {
        Optional<Diis.Entry> newest =
                diis.newest().filter(entry -> belongs(entry.vectors(), densities));
        if (newest.isEmpty()) {
            return;
        }
        List<double[]> correction = new ArrayList<>();
        for (int spin = 0; spin < fock.size(); spin++) {
            double[] difference = fock.get(spin).clone();
            double[] old = newest.get().vectors().get(spin);
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= old[i];
            }
            correction.add(difference);
        }
        correct(correction, errors);
        diis.removeNewest();
    }

    /** Whether an entry's densities are these very ones. */
    private static boolean belongs(List<double[]> vectors, List<double[]> densities) {
        int spins = densities.size();
        for (int spin = 0; spin < spins; spin++) {
            if (vectors.get(spins + spin) != densities.get(spin)) {
                return false;
            }
        }
        return true;
    }

    private static List<double[]> joined(List<double[]> fock, List<double[]> densities) {
        List<double[]> joined = new ArrayList<>(fock);
        joined.addAll(densities);
        return joined;
    }

    /** Forgets all Fock matrices so far. */
    void forget() {
        diis = new Diis(settings.history());
        before = null;
    }

    /** Corrects the Fock matrices so far for an error that they have in common. */
    void correct(List<double[]> correction, ErrorMeasure errors) {
        int spins = correction.size();
        diis.revise(
                entry -> {
                    List<double[]> densities = entry.vectors().subList(spins, 2 * spins);
                    List<double[]> fock = new ArrayList<>();
                    for (int spin = 0; spin < spins; spin++) {
                        double[] sum = entry.vectors().get(spin).clone();
                        EnergyTerm.addTo(sum, correction.get(spin));
                        fock.add(sum);
                    }
                    return new Diis.Entry(joined(fock, densities), errors.of(fock, densities));
                });
    }

    private static List<double[]> mix(List<double[]> fock, List<double[]> before, double share) {
        List<double[]> result = new ArrayList<>();
        for (int spin = 0; spin < fock.size(); spin++) {
            double[] a = fock.get(spin);
            double[] b = before.get(spin);
            double[] sum = new double[a.length];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = (1 - share) * a[i] + share * b[i];
            }
            result.add(sum);
        }
        return result;
    }
}
