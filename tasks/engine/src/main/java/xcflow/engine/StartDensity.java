package xcflow.engine;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A density from which a calculation of the same engine can begin. Immutable; outlives the
 * equations that it came from.
 */
public interface StartDensity {

    /** Writes it to the last bit and leaves the stream open; {@link Prepared#read} reads it. */
    void write(OutputStream out) throws IOException;
}
