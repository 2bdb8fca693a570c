package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a step's inputs before anything runs: its constants. The value of an expression
 * is not known yet, unless the expression takes a constant of the step's matrix; a check may then
 * be called once for each of them.
 */
public interface KnownInputs {

    /**
     * The inputs as plain values in canonical form, defaults included: those of {@link Describe},
     * where a {@link Source.Name} is its text. Values that are not known yet are left out of maps,
     * and are null in lists, so that indices do not change.
     */
    Map<String, Object> values();

    /**
     * The names in a map among the inputs, also those whose values are not known yet.
     *
     * @param path name of the input, and the names that lead to a map inside of it
     * @return empty if they are not known
     */
    Set<String> names(String... path);

    /**
     * The names that each element of a list will have, where an input is the results of a step.
     *
     * @param input name of the input
     * @return empty if they are not known
     */
    Set<String> members(String input);

    /**
     * The file behind an artefact of the values; it must not be written.
     *
     * @throws IOException if there is none
     */
    Path file(Artefact artefact) throws IOException;

    /**
     * Reports that the step cannot succeed. It is shown with the place in the workflow.
     *
     * @param message for the user: what is wrong and what would be right
     * @param path names and indices, from the name of an input to the offending part of its value
     */
    void problem(String message, Object... path);

    /**
     * Reports that the step needs something that this machine has not, such as a program. A step
     * that goes on without its failed instances ({@code on-failure: continue}) does so without
     * these, too; any other cannot succeed.
     *
     * @param message for the user: what is missing and how to get it
     * @param path as for {@link #problem}
     */
    default void absent(String message, Object... path) {
        problem(message, path);
    }
}
