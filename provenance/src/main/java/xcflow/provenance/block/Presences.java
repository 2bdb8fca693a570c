package xcflow.provenance.block;

import java.time.Instant;

/** Where workers say that they are there. */
public interface Presences {

    /** The time by which that is recorded. */
    Instant now();

    /** A worker says that it is there, and its job that it has a worker. */
    void present(Presence presence);

    /** A worker leaves; its job ends with it, which is known here if it did something. */
    void absent(Presence presence);
}
