package xcflow.commands;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.experiments.eos.CrystalScan;
import xcflow.experiments.eos.ScanRun;
import xcflow.spi.Warning;

/** A line for each iteration and each finished volume, with the time left; collects warnings. */
final class EosProgress implements ScanRun.Listener {
    private final CrystalScan scan;
    private final boolean quiet;
    private final PrintWriter err;
    private final List<Warning> warnings = new ArrayList<>();
    private final long begin = System.nanoTime();

    EosProgress(CrystalScan scan, boolean quiet, PrintWriter err) {
        this.scan = scan;
        this.quiet = quiet;
        this.err = err;
    }

    @Override
    public void iteration(int index, int iteration, double energy) {
        if (quiet) {
            return;
        }
        double fraction = scan.fraction(index, iteration);
        double left = elapsedSeconds() * (1 - fraction) / fraction;
        err.printf(
                Locale.ROOT,
                "%3.0f %%  volume %d of %d, iteration %2d  %16.8f Ha  %s left%n",
                100 * fraction,
                index + 1,
                scan.size(),
                iteration,
                energy,
                duration(left));
        err.flush();
    }

    @Override
    public void warning(Warning warning) {
        warnings.add(warning);
        CommandWarnings.print(err, warning);
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    double elapsedSeconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String duration(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
