package xcflow.numerics.text;

/** The lines of a text, read one after the other. */
public final class Lines {
    private final TextFile file;
    private int at;

    public Lines(TextFile file) {
        this.file = file;
    }

    /** Name of the text. */
    public String name() {
        return file.name();
    }

    /** Whether one is left. */
    public boolean hasNext() {
        return at < file.lines().size();
    }

    /** Number of lines that are left. */
    public int left() {
        return file.lines().size() - at;
    }

    /** The next line without reading it; only if there is one. */
    public Line peek() {
        return file.line(at);
    }

    /**
     * The next line.
     *
     * @param what it should be, for the message if the text is over
     * @throws TextException if there is none
     */
    public Line next(String what) {
        if (!hasNext()) {
            throw new TextException(
                    file.name() + ":" + (at + 1) + ": the file ends where " + what + " should be");
        }
        return file.line(at++);
    }

    /** Reads lines as long as they are empty or begin with one of some characters. */
    public void skipBlankAndComments(String starts) {
        while (hasNext() && peek().withoutComment(starts).isBlank()) {
            at++;
        }
    }
}
