package xcflow.runner.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/** The line of the terminal in which the bar is drawn again and again. */
final class BarLine extends ConsoleProgressBarConsumer {
    private final TerminalWidth width = new TerminalWidth();

    BarLine(PrintStream terminal) {
        super(terminal);
    }

    /** One column stays free: a full line would make some terminals begin the next. */
    @Override
    public int getMaxRenderedLength() {
        return width.columns() - 1;
    }
}
