package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a task may ask about the world outside of its inputs before it computes. */
public interface Outside {

    /** Finds something out. */
    @FunctionalInterface
    interface Question {
        /** Plain values, which become part of the record. */
        Map<String, Object> answer() throws TaskFailure, IOException;
    }

    /**
     * The answer to a question, which is asked once for each run: all of its instances see the
     * same, also after the run was resumed.
     *
     * @param about names the question, such as {@code container alpine:3.20}
     */
    Map<String, Object> once(String about, Question question) throws TaskFailure, IOException;

    /** The content of an artefact among the inputs. */
    Path file(Artefact artefact) throws IOException;
}
