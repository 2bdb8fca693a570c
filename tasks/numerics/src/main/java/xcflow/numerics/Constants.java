package xcflow.numerics;

/**
 * Physical constants and conversions, CODATA 2018 (Tiesinga et al., Rev. Mod. Phys. 93, 025010).
 */
public final class Constants {
    /** One bohr in ångström. */
    public static final double BOHR_IN_ANGSTROM = 0.529177210903;

    /** One hartree in electronvolt. */
    public static final double HARTREE_IN_EV = 27.211386245988;

    /** One hartree in kcal/mol (thermochemical calorie, 4.184 J). */
    public static final double HARTREE_IN_KCAL_PER_MOL = 627.5094740631;

    /** One hartree per bohr³ in gigapascal. */
    public static final double HARTREE_PER_BOHR3_IN_GPA = 29421.02648438959;

    /** One atomic unit of dipole moment in debye. */
    public static final double DIPOLE_AU_IN_DEBYE = 2.541746473;

    private Constants() {}
}
