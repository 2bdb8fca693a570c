package xcflow.workflows.text;

/**
 * Something wrong in what the user wrote.
 *
 * @param position where; the first character of the offending text
 * @param message what is wrong and, if it can be guessed, what would be right
 */
public record Problem(Position position, String message) {
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
