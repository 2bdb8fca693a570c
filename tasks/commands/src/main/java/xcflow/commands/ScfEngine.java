package xcflow.commands;

import java.io.IOException;
import java.io.PrintWriter;
import xcflow.functional.Functional;

/** An engine behind {@code xcflow scf}; its fields are its options on the command line. */
interface ScfEngine {

    /** A self-consistent field that did not converge; the message is for the user. */
    final class NotConverged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotConverged(String message) {
            super(message);
        }
    }

    /** Name as {@code --engine} takes it. */
    String name();

    /** Whether an option says what is to be calculated with this engine. */
    boolean chosen();

    /**
     * Solves the Kohn–Sham equations.
     *
     * @param threads number of threads to use
     * @param progress takes a line for each iteration
     * @throws IllegalArgumentException if the input cannot be used
     * @throws NotConverged if all attempts failed
     */
    ScfReport solve(Functional functional, int threads, PrintWriter progress) throws IOException;
}
