package xcflow.spi;

/**
 * A command of a {@link CommandProvider} that knows, before its arguments are read, what it will
 * certainly need.
 */
public interface Anticipating {

    /**
     * Begins to load it, in threads of its own, while the options of the command are being read.
     * Called only for the command that was asked for.
     */
    void anticipate();
}
