package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xcflow.gaussian.basis.Valence;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.spi.Warning;

/**
 * What must hold of a solution whatever iteration led to it, tested from its density, Fock matrix
 * and orbitals alone. What cannot be true ends the calculation; what is only doubtful becomes a
 * warning.
 *
 * @param what names the calculation in messages
 * @param smallGap which gaps between occupied and empty levels are doubtful
 * @param filling how many electrons the orbitals were to hold
 */
record SolutionCheck(
        String what, Valence valence, Electrons electrons, Gap smallGap, ElectronFilling filling) {
    /** Greatest error of Tr(DS), electrons. */
    private static final double COUNT = 1e-6;

    /** Greatest element of (DS)²/f − DS. */
    private static final double DEFECT = 1e-5;

    /** Greatest difference of the sum of orbital energies from Tr(DF), hartree per electron. */
    private static final double ORBITAL_SUM = 1e-6;

    /** Relative error of the electrons on the grid: doubtful, and impossible. */
    private static final double GRID_DOUBTFUL = 2e-4;

    private static final double GRID_WRONG = 2e-2;

    /** Windows of −V/T, which is 2 for the exact solution at equilibrium. */
    private static final double VIRIAL_DOUBTFUL = 0.5;

    private static final double VIRIAL_WRONG = 1.5;

    /** ⟨S²⟩ above that of the pure state that is worth a word. */
    private static final double CONTAMINATED = 0.1;

    /** Hartree by which an occupied level may lie above an empty one. */
    private static final double HOLE = 1e-3;

    /** Greatest deviation of the overlap of occupied orbitals from unity. */
    private static final double ORTHONORMAL = 1e-7;

    /** Why a small gap between occupied and empty levels is doubtful. */
    enum Gap {
        /** The order of levels changes easily. */
        KOHN_SHAM(2e-3, "other occupations may have nearly the same energy"),
        /** Perturbation theory divides by it. */
        CORRELATED(0.02, "a single determinant is a poor start for perturbation theory");

        private final double hartree;
        private final String why;

        Gap(double hartree, String why) {
            this.hartree = hartree;
            this.why = why;
        }
    }

    /**
     * Checks a converged outcome.
     *
     * @throws WrongSolutionException with the numbers, if it cannot be a solution
     */
    List<Warning> warnings(SelfConsistentField.Outcome outcome) {
        List<Warning> warnings = new ArrayList<>();
        checkElectrons(outcome);
        outcome.orbitals().forEach(this::checkOrthonormal);
        checkOrbitals(outcome);
        checkGrid(outcome, warnings);
        checkSpin(outcome.density(), warnings);
        checkVirial(outcome.energies(), warnings);
        if (!filling.partial()) {
            checkLevels(outcome, warnings);
        }
        return warnings;
    }

    private void checkElectrons(SelfConsistentField.Outcome outcome) {
        SpinDensity density = outcome.density();
        for (int spin = 0; spin < density.spins(); spin++) {
            DensityMatrix matrix = density.matrices().get(spin);
            double asked = asked(density, spin);
            double count = electrons.count(matrix);
            if (!(Math.abs(count - asked) < COUNT)) {
                throw refused(
                        "its density matrix holds %.8f %selectrons instead of %s",
                        count, name(density, spin), number(asked));
            }
            if (filling.partial()) {
                continue;
            }
            double defect = electrons.defect(matrix, density.electronsPerOrbital());
            if (!(defect < DEFECT)) {
                throw refused(
                        "its density matrix is not that of filled orbitals: DSD differs from D by"
                                + " %.1e",
                        defect);
            }
        }
    }

    /** Orbital energies add up to Tr(DF) only if the density is that of the orbitals. */
    private void checkOrbitals(SelfConsistentField.Outcome outcome) {
        double levels = 0;
        double trace = 0;
        for (int spin = 0; spin < outcome.orbitals().size(); spin++) {
            Orbitals orbitals = outcome.orbitals().get(spin);
            for (int k = 0; k < orbitals.count(); k++) {
                levels += orbitals.occupations()[k] * orbitals.energies()[k];
            }
            double occupied = orbitals.electrons();
            double asked = asked(outcome.density(), spin);
            if (!(Math.abs(occupied - asked) < COUNT)) {
                throw refused(
                        "its orbitals hold %.6f electrons instead of %s", occupied, number(asked));
            }
            trace += outcome.density().matrices().get(spin).trace(outcome.fock().get(spin));
        }
        if (!(Math.abs(levels - trace) < ORBITAL_SUM * all())) {
            throw refused(
                    "its orbital energies add up to %.8f Ha, its density gives %.8f Ha",
                    levels, trace);
        }
        checkLevelSum(outcome.energies(), levels);
        if (!Double.isFinite(outcome.energies().total())) {
            throw refused("its energy is %s", outcome.energies().total());
        }
    }

    /**
     * Without what a grid integrates the energy is of first and second order in the density: Tr(DF)
     * counts the kinetic energy, attraction and core potentials once, repulsion and exchange twice.
     */
    private void checkLevelSum(Energies energies, double levels) {
        if (energies.byName().containsKey(Energies.EXCHANGE_CORRELATION)) {
            return;
        }
        double first = energies.kinetic() + energies.attraction() + energies.corePotential();
        double second = energies.coulomb() + energies.exchangeCorrelation();
        if (!(Math.abs(first + 2 * second - levels) < ORBITAL_SUM * all())) {
            throw refused(
                    "its energy is %.8f Ha, its orbital energies give %.8f Ha",
                    energies.total(), 0.5 * (levels + first) + energies.nuclearRepulsion());
        }
    }

    private void checkOrthonormal(Orbitals orbitals) {
        double error = electrons.unorthonormality(orbitals);
        if (!(error < ORTHONORMAL)) {
            throw refused("its orbitals are orthonormal only to %.1e", error);
        }
    }

    private void checkGrid(SelfConsistentField.Outcome outcome, List<Warning> warnings) {
        if (outcome.gridElectrons().length == 0) {
            return;
        }
        double counted = Arrays.stream(outcome.gridElectrons()).sum();
        double error = Math.abs(counted - all());
        if (!(error < GRID_WRONG * all())) {
            throw refused(
                    "the integration grid counts %.4f electrons instead of %s",
                    counted, number(all()));
        }
        if (error > GRID_DOUBTFUL * all()) {
            warn(
                    warnings,
                    "grid-electrons",
                    "the integration grid counts %.5f electrons instead of %s: a finer grid is"
                            + " better",
                    counted,
                    number(all()));
        }
    }

    private void checkSpin(SpinDensity density, List<Warning> warnings) {
        if (density.spins() == 1 || filling.partial()) {
            return;
        }
        double sz = 0.5 * valence.molecule().unpaired();
        double pure = sz * (sz + 1);
        double squared = electrons.spinSquared(density);
        if (!(squared > pure - COUNT && squared < pure + valence.beta() + COUNT)) {
            throw refused(
                    "its <S2> is %.6f, which no determinant with %d unpaired electrons has",
                    squared, valence.molecule().unpaired());
        }
        if (squared > pure + CONTAMINATED) {
            warn(
                    warnings,
                    "spin-contamination",
                    "<S2> is %.3f instead of %.3f: the state is not a pure spin state",
                    squared,
                    pure);
        }
    }

    private void checkVirial(Energies energies, List<Warning> warnings) {
        if (valence.replacesCores()) {
            // The virial theorem is one of Coulomb forces alone.
            if (!(energies.kinetic() > 0)) {
                throw refused("its kinetic energy is %.6f Ha", energies.kinetic());
            }
            return;
        }
        double ratio = energies.virialRatio();
        if (!(energies.kinetic() > 0 && Math.abs(ratio - 2) < VIRIAL_WRONG)) {
            throw refused(
                    "its virial ratio -V/T is %.4f with a kinetic energy of %.6f Ha",
                    ratio, energies.kinetic());
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

    private void checkLevels(SelfConsistentField.Outcome outcome, List<Warning> warnings) {
        for (int spin = 0; spin < outcome.orbitals().size(); spin++) {
            Orbitals orbitals = outcome.orbitals().get(spin);
            double gap = orbitals.lumo() - orbitals.homo();
            String name = name(outcome.density(), spin);
            if (gap < -HOLE) {
                warn(
                        warnings,
                        "aufbau-violation",
                        "an occupied %sorbital lies %.4f Ha above an empty one: this is not the"
                                + " lowest occupation of these levels",
                        name,
                        -gap);
            } else if (Math.abs(gap) < smallGap.hartree) {
                warn(
                        warnings,
                        "small-gap",
                        "the gap between occupied and empty %sorbitals is %.5f Ha: %s",
                        name,
                        gap,
                        smallGap.why);
            }
        }
    }

    private double asked(SpinDensity density, int spin) {
        ElectronFilling.Counts counts = filling.counts(valence);
        return density.spins() == 1 ? counts.total() : spin == 0 ? counts.up() : counts.down();
    }

    private double all() {
        return filling.counts(valence).total();
    }

    /** A number of electrons, which is mostly whole. */
    private static String number(double electrons) {
        return electrons == Math.rint(electrons)
                ? String.format(Locale.ROOT, "%.0f", electrons)
                : String.valueOf(electrons);
    }

    private static String name(SpinDensity density, int spin) {
        return density.spins() == 1 ? "" : spin == 0 ? "spin-up " : "spin-down ";
    }

    private void warn(List<Warning> warnings, String code, String text, Object... values) {
        warnings.add(new Warning(code, what + ": " + String.format(Locale.ROOT, text, values)));
    }

    private WrongSolutionException refused(String text, Object... values) {
        return new WrongSolutionException(
                what + " converged to no solution: " + String.format(Locale.ROOT, text, values));
    }
}
