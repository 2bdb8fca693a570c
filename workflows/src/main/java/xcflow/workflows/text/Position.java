package xcflow.workflows.text;

/**
 * A place in a text that a person wrote.
 *
 * @param file as it is shown to the user, for example {@code experiment.yaml} or {@code --set}
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) implements Comparable<Position> {

    /** A position for texts without lines, such as an argument of the command line. */
    public static Position of(String origin) {
        return new Position(origin, 1, 1);
    }

    @Override
    public int compareTo(Position other) {
        int files = file.compareTo(other.file);
        int lines = files != 0 ? files : Integer.compare(line, other.line);
        return lines != 0 ? lines : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
