package xcflow.functional.reference;

/** One summand of a functional, at a single point. Stateless, and thus shared by all threads. */
interface Term {

    /** Adds the energy density and its derivatives of an unpolarised density. */
    void addUnpolarised(LocalDensity density, LocalEnergy energy);

    /** Adds the energy density and its derivatives of a polarised density. */
    void addPolarised(LocalDensity density, LocalEnergy energy);

    /** Whether the term depends on the gradient of the density. */
    boolean dependsOnGradient();
}
