package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.Variable;

/**
 * A multiple of a term, of which hybrids are made.
 *
 * @param factor by which it counts
 */
record Scaled(double factor, Term term) implements Term {

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        LocalEnergy own = energy.scratch();
        term.addUnpolarised(density, own);
        energy.add(factor, own);
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        LocalEnergy own = energy.scratch();
        term.addPolarised(density, own);
        energy.add(factor, own);
    }

    @Override
    public Set<Variable> needs() {
        return term.needs();
    }

    @Override
    public boolean wantsFineGrid() {
        return term.wantsFineGrid();
    }
}
