package xcflow.provenance.state;

/** Who may change a state. */
public enum Actor {
    /** The process that leads the run. */
    CONDUCTOR,
    /** Whoever asks for it, from any process. */
    USER,
    /** A process that computes instances. */
    WORKER,
    /** The import of another home's records. */
    IMPORTER
}
