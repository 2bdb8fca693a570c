package xcflow.runner.progress;

import sun.misc.Signal;

/** Number of columns of the terminal, kept up to date while its window changes. */
final class TerminalWidth {
    private volatile int columns = TerminalSize.ask().columns();

    TerminalWidth() {
        try {
            Signal.handle(new Signal("WINCH"), signal -> columns = TerminalSize.ask().columns());
        } catch (IllegalArgumentException e) {
            // This system has no such signal; the width stays as it is.
        }
    }

    int columns() {
        return columns;
    }
}
