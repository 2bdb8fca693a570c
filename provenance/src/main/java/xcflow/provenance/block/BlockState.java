package xcflow.provenance.block;

/** How far a job of a batch system is; it only moves forward. */
public enum BlockState {
    /** It is being submitted: whether the batch system has it is not known yet. */
    ORDERED,
    /** The batch system has it, and it has not begun. */
    WAITING,
    /** It has begun. */
    RUNNING,
    /** It is over, or never was. */
    ENDED
}
