package xcflow.experiments.output;

import java.io.IOException;
import xcflow.figures.Figure;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;

/** Pictures as artefacts of tasks. */
public final class Picture {
    private Picture() {}

    public static Artefact store(TaskContext context, String name, Figure figure)
            throws IOException {
        return context.store(name, Figure.SVG, figure::writeSvg);
    }
}
