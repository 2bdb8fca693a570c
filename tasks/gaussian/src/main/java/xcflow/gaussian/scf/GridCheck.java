package xcflow.gaussian.scf;

import java.util.Locale;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.GridLevel;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.gaussian.xc.ExchangeCorrelation;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;

/**
 * Whether a grid is fine enough for a functional that wants a fine one: its energy of the same
 * density is taken on a finer grid too.
 *
 * @param what names the calculation in messages
 * @param integration on the grid of the calculation
 */
record GridCheck(String what, Basis basis, ExchangeCorrelation integration, Workers workers) {
    /** Hartree per atom that a finer grid may change the energy by. */
    private static final double WORTH_A_WORD = 2e-5;

    /**
     * What is doubtful about the energy, if anything is.
     *
     * @param energy of exchange and correlation of the density on the calculation's grid, hartree
     */
    Optional<Warning> doubt(Functional functional, SpinDensity density, double energy) {
        int level = integration.grid().level().number();
        if (!functional.wantsFineGrid() || level >= GridLevel.FINE) {
            return Optional.empty();
        }
        double change = onFineGrid(functional, density) - energy;
        int atoms = basis.molecule().atoms().size();
        return Math.abs(change) <= WORTH_A_WORD * atoms
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                "coarse-grid",
                                String.format(
                                        Locale.ROOT,
                                        "%s: on the grid of level %d the energy is %s by about %.2g"
                                                + " mHa, since this functional changes fast with the"
                                                + " kinetic energy density (level %d is compared, at"
                                                + " the same density); take 'grid-level: %d' or more,"
                                                + " and compare energies on one grid only",
                                        what,
                                        level,
                                        change < 0 ? "too high" : "too low",
                                        1e3 * Math.abs(change),
                                        GridLevel.FINE,
                                        GridLevel.FINE)));
    }

    private double onFineGrid(Functional functional, SpinDensity density) {
        MolecularGrid fine =
                MolecularGrid.of(basis.molecule().atoms(), new GridLevel(GridLevel.FINE), workers);
        try (ExchangeCorrelation finer = new ExchangeCorrelation(basis, fine, workers)) {
            return finer.integrate(functional, density.matrices()).energy();
        }
    }
}
