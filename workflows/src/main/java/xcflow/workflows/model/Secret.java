package xcflow.workflows.model;

import java.util.Optional;

/**
 * Where the value of a secret variable comes from: a file, a command, or else the environment
 * variable of its name. The value itself is never part of a plan; expressions see a {@linkplain
 * #placeholder placeholder}, in whose place the value is put when a task begins.
 *
 * @param file path that only its owner may read; relative to the workflow, or below {@code ~/}
 * @param command whose standard output is the value
 */
public record Secret(Optional<String> file, Optional<String> command) {

    /** What expressions see of a secret. */
    public static String placeholder(String name) {
        return "{{secret:" + name + "}}";
    }
}
