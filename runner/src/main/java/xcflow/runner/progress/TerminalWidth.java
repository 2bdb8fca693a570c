package xcflow.runner.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Number of columns of the terminal, kept up to date while its window changes. Asked of {@code
 * stty}: libraries for terminals install signal handlers of their own, with which Ctrl-C would end
 * the program at once.
 */
final class TerminalWidth {

    /** Where nothing can be learned. */
    private static final int USUAL = 80;

    private volatile int columns = ask();

    TerminalWidth() {
        try {
            Signal.handle(new Signal("WINCH"), signal -> columns = ask());
        } catch (IllegalArgumentException e) {
            // This system has no such signal; the width stays as it is.
        }
    }

    int columns() {
        return columns;
    }

    private static int ask() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            int width = Integer.parseInt(size.strip().split(" ")[1]);
            return width > 0 ? width : USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        } catch (IOException | RuntimeException e) {
            return USUAL;
        }
    }
}
