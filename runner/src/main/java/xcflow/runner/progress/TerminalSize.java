package xcflow.runner.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Rows and columns of the terminal. Asked of {@code stty}: libraries for terminals install signal
 * handlers of their own, with which Ctrl-C would end the program at once.
 */
public record TerminalSize(int rows, int columns) {

    /** Where nothing can be learned. */
    private static final TerminalSize USUAL = new TerminalSize(24, 80);

    /** Where the results do not go to a terminal, nothing has to fit. */
    private static final int UNLIMITED = 100_000;

    /** Columns that lines of results may fill. */
    public static int ofResults() {
        return resultsAreSeen() ? ask().columns() : UNLIMITED;
    }

    /** Whether the standard output is a terminal. */
    private static boolean resultsAreSeen() {
        Path file = Path.of("/proc/self/fd/1");
        try {
            String target = Files.readSymbolicLink(file).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /** As it is now. */
    public static TerminalSize ask() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            String[] numbers = size.strip().split(" ");
            int rows = Integer.parseInt(numbers[0]);
            int columns = Integer.parseInt(numbers[1]);
            return new TerminalSize(
                    rows > 0 ? rows : USUAL.rows, columns > 0 ? columns : USUAL.columns);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        } catch (IOException | RuntimeException e) {
            return USUAL;
        }
    }
}
