package xcflow.provenance.state;

/** Who may change a state. */
public enum Actor {
    /** The process that leads the run. */
    CONDUCTOR,
    /** A process that computes instances. */
    WORKER,
    /** The import of another home's records. */
    IMPORTER
}
