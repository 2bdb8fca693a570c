package xcflow.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Something that can be written to a stream. */
@FunctionalInterface
public interface Content {
    /** Writes the whole content to the stream and leaves closing it to the caller. */
    void writeTo(OutputStream out) throws IOException;
}
