package xcflow.planewave.engine;

import java.io.IOException;
import java.io.OutputStream;
import xcflow.engine.StartDensity;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityFile;

/** A density in its own basis; it can be carried to that of a similar cell. */
record CellDensity(Density density) implements StartDensity {

    /**
     * The density behind a start.
     *
     * @throws IllegalArgumentException if it is another engine's
     */
    static Density of(StartDensity start) {
        if (start instanceof CellDensity mine) {
            return mine.density;
        }
        throw new IllegalArgumentException(
                "the start is a density of another engine: begin without one");
    }

    @Override
    public void write(OutputStream out) throws IOException {
        DensityFile.write(density, out);
    }
}
