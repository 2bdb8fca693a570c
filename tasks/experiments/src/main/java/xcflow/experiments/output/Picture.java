package xcflow.experiments.output;

import java.io.IOException;
import xcflow.functional.plot.Plot;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;

/** Pictures as artefacts of tasks. */
public final class Picture {
    private static final String SVG = "image/svg+xml";

    private Picture() {}

    public static Artefact store(TaskContext context, String name, Plot plot) throws IOException {
        return context.store(name, SVG, plot::writeSvg);
    }
}
