package xcflow.gaussian.correlated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.gaussian.integral.OneElectron;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * What must hold of a Hartree–Fock determinant whatever iteration led to it. What cannot be true
 * ends the calculation; what is only doubtful becomes a warning.
 *
 * @param orbitals of one spin, or of both
 */
record DeterminantCheck(
        Molecule molecule, String basis, OneElectron oneElectron, Orbitals[] orbitals) {
    private static final double ORTHONORMAL = 1e-7;

    /** Greatest element of the commutator of Fock and density matrix, hartree. */
    private static final double STATIONARY = 1e-6;

    /** Greatest difference of the energy computed in two ways, hartree. */
    private static final double ENERGY = 1e-7;

    private static final double SPIN = 1e-6;
    private static final double CONTAMINATED = 0.1;
    private static final double VIRIAL_WRONG = 1.5;
    private static final double VIRIAL_DOUBTFUL = 0.5;

    /** Gap in hartree below which perturbation theory on the determinant is doubtful. */
    private static final double SMALL_GAP = 0.02;

    /**
     * Checks a solution.
     *
     * @param energy total energy, hartree
     * @param commutator greatest element, hartree
     * @throws WrongCorrelationException with the numbers, if it cannot be a solution
     */
    List<Warning> warnings(double energy, double commutator, double spinSquared) {
        List<Warning> warnings = new ArrayList<>();
        for (Orbitals set : orbitals) {
            checkOrthonormal(set);
        }
        if (!(commutator < STATIONARY)) {
            throw refused("its orbital gradient is %.1e Ha", commutator);
        }
        double fromLevels = energyOfLevels();
        if (!(Math.abs(fromLevels - energy) < ENERGY)) {
            throw refused(
                    "its energy is %.8f Ha, its orbital energies give %.8f Ha", energy, fromLevels);
        }
        checkSpin(spinSquared, warnings);
        checkVirial(energy, warnings);
        for (Orbitals set : orbitals) {
            checkGap(set, warnings);
        }
        return warnings;
    }

    private void checkOrthonormal(Orbitals set) {
        int o = set.occupied();
        double[] products =
                Matrices.between(
                        o,
                        set.coefficients(),
                        set.functions(),
                        oneElectron.overlap(),
                        o,
                        set.coefficients());
        for (int i = 0; i < o; i++) {
            for (int j = 0; j < o; j++) {
                double error = Math.abs(products[i * o + j] - (i == j ? 1 : 0));
                if (!(error < ORTHONORMAL)) {
                    throw refused("its orbitals are orthonormal only to %.1e", error);
                }
            }
        }
    }

    /** ½ Σ_i (h_ii + ε_i) over occupied spin orbitals, and the repulsion of the nuclei. */
    private double energyOfLevels() {
        double[] core = oneElectron.core();
        double sum = 0;
        for (Orbitals set : orbitals) {
            sum += Matrices.dot(set.density(), core);
            for (int i = 0; i < set.occupied(); i++) {
                sum += set.energies()[i];
            }
        }
        return 0.5 * (orbitals.length == 1 ? 2 * sum : sum) + molecule.nuclearRepulsion();
    }

    private void checkSpin(double squared, List<Warning> warnings) {
        double sz = 0.5 * molecule.unpaired();
        double pure = sz * (sz + 1);
        if (!(squared > pure - SPIN && squared < pure + molecule.beta() + SPIN)) {
            throw refused(
                    "its <S2> is %.6f, which no determinant with %d unpaired electrons has",
                    squared, molecule.unpaired());
        }
        if (squared > pure + CONTAMINATED) {
            warn(
                    warnings,
                    "spin-contamination",
                    "<S2> of the determinant is %.3f instead of %.3f",
                    squared,
                    pure);
        }
    }

    private void checkVirial(double energy, List<Warning> warnings) {
        double kinetic = 0;
        for (Orbitals set : orbitals) {
            kinetic += Matrices.dot(set.density(), oneElectron.kinetic());
        }
        kinetic *= orbitals.length == 1 ? 2 : 1;
        double ratio = (kinetic - energy) / kinetic;
        if (!(kinetic > 0 && Math.abs(ratio - 2) < VIRIAL_WRONG)) {
            throw refused("its virial ratio -V/T is %.4f", ratio);
        }
        if (Math.abs(ratio - 2) > VIRIAL_DOUBTFUL) {
            warn(
                    warnings,
                    "virial-ratio",
                    "the virial ratio -V/T is %.3f instead of about 2: the basis set does not suit"
                            + " these atoms, or they are far from any equilibrium",
                    ratio);
        }
    }

    private void checkGap(Orbitals set, List<Warning> warnings) {
        if (set.occupied() == 0 || set.virtuals() == 0) {
            return;
        }
        double gap = set.energies()[set.occupied()] - set.energies()[set.occupied() - 1];
        if (gap < SMALL_GAP) {
            warn(
                    warnings,
                    "small-gap",
                    "the gap between occupied and empty orbitals is %.4f Ha: a single determinant"
                            + " is a poor start for perturbation theory",
                    gap);
        }
    }

    private String what() {
        return String.format(Locale.ROOT, "Hartree-Fock of %s in %s", molecule.formula(), basis);
    }

    private void warn(List<Warning> warnings, String code, String text, Object... values) {
        warnings.add(new Warning(code, what() + ": " + String.format(Locale.ROOT, text, values)));
    }

    private WrongCorrelationException refused(String text, Object... values) {
        return new WrongCorrelationException(
                what() + " came to no solution: " + String.format(Locale.ROOT, text, values));
    }
}
