package xcflow.planewave.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.engine.Watch;
import xcflow.planewave.basis.Density;
import xcflow.planewave.scf.ScfListener;
import xcflow.spi.Warning;

/** Tells a watch of the iterations, and keeps what is said of the start. */
final class CellWatch implements ScfListener {
    private final Watch watch;
    private final List<String> said = new ArrayList<>();

    CellWatch(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void iteration(int number, double energy, double residual, Density next) {
        watch.iteration(
                new Watch.Step(
                        number, energy, String.format(Locale.ROOT, "error %8.1e", residual)));
    }

    @Override
    public boolean cancelled() {
        return watch.cancelled();
    }

    @Override
    public void warning(String message) {
        said.add(message);
    }

    /** What was said besides the warnings of the result: that a start was not used. */
    List<Warning> besides(List<Warning> known) {
        return said.stream()
                .filter(text -> known.stream().noneMatch(w -> w.text().equals(text)))
                .map(text -> new Warning("start-ignored", text))
                .toList();
    }
}
