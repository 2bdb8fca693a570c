package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.dispersion.Damping;
import xcflow.functional.dispersion.Dispersion;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.GridLevel;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.gaussian.integral.CoulombMatrix;
import xcflow.gaussian.integral.ExactCoulomb;
import xcflow.gaussian.integral.ExchangeMatrix;
import xcflow.gaussian.integral.FittedCoulomb;
import xcflow.gaussian.integral.FittedRepulsion;
import xcflow.gaussian.integral.OneElectron;
import xcflow.gaussian.integral.Repulsion;
import xcflow.gaussian.integral.StoredExchange;
import xcflow.gaussian.xc.ExchangeCorrelation;
import xcflow.numerics.Workers;

/**
 * Makes the energy of a molecule as the options and a functional want it, term by term. What does
 * not depend on the functional is made when it is first needed, and kept.
 */
final class MolecularTerms implements AutoCloseable {
    /** Grids with fewer points are not worth another, coarser one. */
    private static final int WORTH_COARSENING = 15_000;

    /** Bound of a neglected part of an element of J, hartree; energies are then off by 1e-8. */
    private static final double COULOMB_THRESHOLD = 1e-10;

    /** With so few functions the exact Coulomb matrix costs next to nothing. */
    private static final int FEW_FUNCTIONS = 50;

    /** With so few functions fitted exchange is not worth its preparation. */
    private static final int FEW_FUNCTIONS_EXCHANGE = 50;

    /** Integrals of exchange may take as much memory as this part of the heap. */
    private static final double INTEGRALS = 0.5;

    private final Basis basis;
    private final ScfOptions options;
    private final OneElectron oneElectron;
    private final ExchangeCorrelation grid;
    private final Workers workers;

    /** Whether iterations with the exact Coulomb matrix begin with a fitted one. */
    private final boolean fitsFirst;

    /** For the first iterations; made when it is needed, as the Coulomb matrices are. */
    private ExchangeCorrelation coarse;

    private CoulombMatrix exact;
    private CoulombMatrix fitted;

    /** With the auxiliary functions of exchange, for functionals without it. */
    private CoulombMatrix fittedAsExchange;

    private StoredExchange exchange;

    /** That exchange is fitted by. */
    private Basis auxiliary;

    /** Of Coulomb and exchange energy, if exchange is fitted, first or throughout. */
    private FittedRepulsion fittedRepulsion;

    /** Of which {@code exchange} is. */
    private Repulsion exchanged;

    private Dispersion dispersion;

    /** Of which {@code dispersion} is. */
    private Optional<Damping> damping = Optional.empty();

    /**
     * @param grid integration of exchange and correlation; stays the caller's to close
     */
    MolecularTerms(
            Basis basis,
            ScfOptions options,
            OneElectron oneElectron,
            ExchangeCorrelation grid,
            Workers workers) {
        this.basis = basis;
        this.options = options;
        this.oneElectron = oneElectron;
        this.grid = grid;
        this.workers = workers;
        fitsFirst =
                !options.densityFitting()
                        && basis.count() > FEW_FUNCTIONS
                        && CoulombMatrix.canFit(basis);
    }

    @Override
    public void close() {
        if (coarse != null) {
            coarse.close();
        }
        if (fittedRepulsion != null) {
            fittedRepulsion.close();
        }
        closeExchange();
    }

    private void closeExchange() {
        if (exchange != null) {
            exchange.close();
            exchange = null;
            exchanged = null;
        }
    }

    /**
     * The energy as the options want it.
     *
     * @param near whether the first density will be near the solution
     */
    EnergyFunctional energy(Functional functional, boolean near) {
        refuseWhatCannotBeFitted(functional);
        EnergyTerm hartree =
                options.densityFitting()
                        ? new EnergyTerm.Hartree(fitted(functional))
                        : fitsFirst
                                ? new AnchoredHartree(exact(), fitted(), near)
                                : new EnergyTerm.Hartree(exact());
        return energy(hartree, functional, grid, share -> anchored(share, near));
    }

    /** The energy for its second derivatives, in which the fit of a density errs by little. */
    EnergyFunctional curvature(Functional functional) {
        boolean fit = options.densityFitting() || fitsFirst;
        return energy(
                new EnergyTerm.Hartree(fit ? fitted() : exact()), functional, grid, this::exchange);
    }

    private CoulombMatrix exact() {
        if (exact == null) {
            exact = new ExactCoulomb(basis, COULOMB_THRESHOLD, workers);
        }
        return exact;
    }

    /** The fitted Coulomb matrix of the result; with fitted exchange both fits are the same. */
    private CoulombMatrix fitted(Functional functional) {
        if (!options.exchangeFitting()) {
            return fitted();
        }
        if (!functional.exactExchange().isNone()) {
            return fittedRepulsion()::coulomb;
        }
        if (fittedAsExchange == null) {
            fittedAsExchange = new FittedCoulomb(basis, auxiliary(), workers);
        }
        return fittedAsExchange;
    }

    private CoulombMatrix fitted() {
        if (fitted == null) {
            fitted = CoulombMatrix.fitted(basis, workers);
        }
        return fitted;
    }

    /**
     * A cheap approximation of the energy, for the way from superposed atoms to the neighbourhood
     * of the solution: coarse grid, and fitted density if there are many functions. Empty if it
     * would not be much cheaper.
     */
    Optional<EnergyFunctional> roughEnergy(Functional functional) {
        if (grid.grid().size() < WORTH_COARSENING || grid.grid().level().number() < 2) {
            return Optional.empty();
        }
        if (coarse == null) {
            coarse =
                    new ExchangeCorrelation(
                            basis,
                            MolecularGrid.of(basis.molecule().atoms(), new GridLevel(1), workers),
                            workers);
        }
        var hartree =
                new EnergyTerm.Hartree(
                        options.densityFitting()
                                ? fitted(functional)
                                : fitsFirst ? fitted() : exact());
        return Optional.of(energy(hartree, functional, coarse, this::rough));
    }

    private EnergyFunctional energy(
            EnergyTerm hartree,
            Functional functional,
            ExchangeCorrelation integration,
            Function<ExchangeShare, EnergyTerm> exchange) {
        List<EnergyTerm> terms = new ArrayList<>(EnergyTerm.ofSingleElectrons(basis, oneElectron));
        terms.add(hartree);
        if (!functional.needs().isEmpty()) {
            terms.add(new EnergyTerm.Xc(functional, integration));
        }
        ExchangeShare share = functional.exactExchange();
        if (!share.isNone()) {
            terms.add(exchange.apply(share));
        }
        return new EnergyFunctional(terms, ofNuclei(functional));
    }

    /** Exact exchange, or fitted if the options want that. */
    private EnergyTerm exchange(ExchangeShare share) {
        return options.exchangeFitting()
                ? rough(share)
                : share.shortRange() == 0
                        ? new EnergyTerm.Exchange(share.fraction(), exact(Repulsion.COULOMB))
                        : new EnergyTerm.Exchange(
                                1,
                                exact(
                                        Repulsion.withShortRange(
                                                share.fraction(),
                                                share.shortRange(),
                                                share.range())));
    }

    /** As {@link #exchange}, with fits of small differences where they are cheaper. */
    private EnergyTerm anchored(ExchangeShare share, boolean near) {
        if (options.exchangeFitting() || !fitsExchange(share)) {
            return exchange(share);
        }
        // First the fit, whose memory exact exchange leaves to it.
        ExchangeMatrix fit = fittedRepulsion()::exchange;
        return new AnchoredExchange(share.fraction(), exact(Repulsion.COULOMB), fit, near);
    }

    /** Fitted exchange, unless exact exchange is as cheap. */
    private EnergyTerm rough(ExchangeShare share) {
        return options.exchangeFitting() || fitsExchange(share)
                ? new EnergyTerm.Exchange(share.fraction(), fittedRepulsion()::exchange)
                : exchange(share);
    }

    /** Whether iterations with exact exchange begin with a fitted one. */
    private boolean fitsExchange(ExchangeShare share) {
        return share.shortRange() == 0
                && basis.count() > FEW_FUNCTIONS_EXCHANGE
                && FittedRepulsion.canFit(basis)
                && FittedRepulsion.bytes(basis, auxiliary()) < 0.5 * memory();
    }

    private Map<String, Double> ofNuclei(Functional functional) {
        Map<String, Double> energies = new LinkedHashMap<>();
        energies.put(Energies.NUCLEAR_REPULSION, basis.valence().repulsion());
        dispersion(functional).ifPresent(d -> energies.put(Energies.DISPERSION, d.energy()));
        return energies;
    }

    /**
     * The dispersion energy that comes on top of a functional, if one was asked for.
     *
     * @throws xcflow.functional.dispersion.DispersionException if it cannot be had
     */
    Optional<Dispersion> dispersion(Functional functional) {
        Optional<Damping> wanted = options.dispersion().damping(functional);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (!wanted.equals(damping)) {
            dispersion = MolecularDispersion.of(basis.molecule(), wanted.get());
            damping = wanted;
        }
        return Optional.of(dispersion);
    }

    /** Integrals of one repulsion are kept, those of the functional before are given up. */
    private ExchangeMatrix exact(Repulsion repulsion) {
        if (!repulsion.equals(exchanged)) {
            closeExchange();
            long taken = fittedRepulsion == null ? 0 : FittedRepulsion.bytes(basis, auxiliary());
            exchange = new StoredExchange(basis, repulsion, memory() - taken, workers);
            exchanged = repulsion;
        }
        return exchange;
    }

    /** Bytes that integrals may take. */
    private static long memory() {
        return (long) (INTEGRALS * Runtime.getRuntime().maxMemory());
    }

    private Basis auxiliary() {
        if (auxiliary == null) {
            auxiliary = Basis.fitting(basis.molecule(), FittedRepulsion.FITTING_SET);
        }
        return auxiliary;
    }

    private FittedRepulsion fittedRepulsion() {
        if (fittedRepulsion == null) {
            refuseTooLarge(FittedRepulsion.bytes(basis, auxiliary()));
            fittedRepulsion = new FittedRepulsion(basis, auxiliary(), workers);
        }
        return fittedRepulsion;
    }

    /** Integrals of fitted exchange are held in memory. */
    private void refuseTooLarge(double needed) {
        double available = memory();
        if (needed > available) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "fitted exchange of %s with %d basis functions (%s) needs about %.1f GB"
                                    + " of memory; %.1f GB are available: a smaller basis set, a"
                                    + " larger Java heap (-Xmx) or 'exchange: exact' helps",
                            basis.molecule().formula(),
                            basis.count(),
                            basis.name(),
                            needed / 1e9,
                            available / 1e9));
        }
    }

    private void refuseWhatCannotBeFitted(Functional functional) {
        if (options.exchangeFitting() && functional.exactExchange().shortRange() != 0) {
            throw new IllegalArgumentException(
                    functional.name()
                            + " has exchange of short range, which is not fitted: take"
                            + " 'exchange: exact'");
        }
    }
}
