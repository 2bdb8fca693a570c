package xcflow.structure.density;

import xcflow.numerics.Constants;

/** What the numbers of a file are, where its format leaves that open. */
public enum DensityUnit {
    /** Electrons per bohr³. */
    PER_CUBIC_BOHR(1),
    /** Electrons per Å³. */
    PER_CUBIC_ANGSTROM(
            Constants.BOHR_IN_ANGSTROM * Constants.BOHR_IN_ANGSTROM * Constants.BOHR_IN_ANGSTROM);

    private final double factor;

    DensityUnit(double factor) {
        this.factor = factor;
    }

    /** What a number is multiplied by to be one per bohr³. */
    double factor() {
        return factor;
    }
}
