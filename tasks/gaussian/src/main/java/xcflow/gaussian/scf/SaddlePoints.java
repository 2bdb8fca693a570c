package xcflow.gaussian.scf;

/** What to do with a converged solution that is no minimum of the energy. */
public enum SaddlePoints {
    /** It is not known whether it is one. */
    UNKNOWN,

    /** A warning tells of it. */
    TOLD,

    /** The energy is followed downhill to a minimum. */
    LEFT
}
