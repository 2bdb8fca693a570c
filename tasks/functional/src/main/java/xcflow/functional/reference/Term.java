package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.Variable;

/** One summand of a functional, at a single point. Stateless, and thus shared by all threads. */
interface Term {

    /** Adds the energy density and its derivatives of an unpolarised density. */
    void addUnpolarised(LocalDensity density, LocalEnergy energy);

    /** Adds the energy density and its derivatives of a polarised density. */
    void addPolarised(LocalDensity density, LocalEnergy energy);

    /** The variables that it depends on. */
    Set<Variable> needs();

    /** As {@link xcflow.functional.Functional#wantsFineGrid()}. */
    default boolean wantsFineGrid() {
        return false;
    }
}
