package xcflow.workflows.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the user wrote cannot be used. The message is for the user: one line per problem, each
 * {@code file:line:column: what is wrong}. Nothing has been executed or written.
 */
public final class InvalidInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one, in the order of the text
     */
    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(Position position, String message) {
        this(List.of(new Problem(position, message)));
    }

    /** Everything that is wrong, in the order of the text. */
    public List<Problem> problems() {
        return problems;
    }
}
