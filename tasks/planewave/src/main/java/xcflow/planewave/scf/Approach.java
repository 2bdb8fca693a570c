package xcflow.planewave.scf;

import java.util.List;
import xcflow.functional.Functionals;
import xcflow.functional.Variable;
import xcflow.numerics.Workers;
import xcflow.planewave.term.DensityTerm;
import xcflow.planewave.term.ExchangeCorrelation;

/**
 * A way round through PBE for functionals of the kinetic energy density. Where hardly any electron
 * is, their potential answers to the ratio of τ and ρ; when these do not belong together, as in the
 * tails of a start above a surface, it is wells of thousands of hartree. Orbitals of PBE give both.
 */
final class Approach {
    /** Error of the density, Hartree per electron, at which an iteration has lost its way. */
    private static final double LOST = 1;

    /** The same at which the orbitals of PBE are near enough. */
    private static final double NEAR = 1e-3;

    private final double electrons;
    private final List<DensityTerm> goal;
    private final Workers workers;
    private List<DensityTerm> terms;
    private boolean possible;

    /**
     * @param terms of the model
     */
    Approach(Model model, List<DensityTerm> terms, Workers workers) {
        electrons = model.electrons();
        goal = terms;
        this.terms = terms;
        this.workers = workers;
        possible = model.functional().needs().contains(Variable.TAU);
    }

    /** The terms to iterate with now. */
    List<DensityTerm> terms() {
        return terms;
    }

    /** Whether they are not those of the model. */
    boolean onDetour() {
        return terms != goal;
    }

    /**
     * Whether to begin again, with {@link #terms} that are others from now on; at most once.
     *
     * @param residual error of the density, Hartree
     */
    boolean lost(double residual) {
        if (!possible || residual < LOST * electrons) {
            return false;
        }
        possible = false;
        terms = goal.stream().map(this::detour).toList();
        return true;
    }

    private DensityTerm detour(DensityTerm term) {
        return term instanceof ExchangeCorrelation
                ? new ExchangeCorrelation(Functionals.named("PBE"), workers)
                : term;
    }

    /** Whether {@link #terms} are those of the model again from now on. */
    boolean arrived(double residual) {
        if (!onDetour() || residual >= NEAR * electrons) {
            return false;
        }
        terms = goal;
        return true;
    }
}
