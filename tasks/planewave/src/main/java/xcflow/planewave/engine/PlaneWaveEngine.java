package xcflow.planewave.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import xcflow.engine.Capabilities;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.Prepared;
import xcflow.engine.Relaxer;
import xcflow.engine.Resources;
import xcflow.engine.Series;
import xcflow.engine.VolumeScan;
import xcflow.functional.Variable;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;

/** Calculations with pseudopotentials in plane waves, of crystals and of molecules in a box. */
public final class PlaneWaveEngine implements Engine {

    @Override
    public String name() {
        return "planewave";
    }

    @Override
    public String title() {
        return "Valence electrons, GTH pseudopotentials, plane waves in a periodic box.";
    }

    @Override
    public Class<PlaneWaveSettings> settings() {
        return PlaneWaveSettings.class;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, true, Variable.KINETIC, false, true);
    }

    @Override
    public void check(Record settings, InputFiles files) throws TaskFailure, IOException {
        try {
            ChosenPseudopotentials.of((PlaneWaveSettings) settings, files);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    @Override
    public List<Warning> doubts(Structure structure, Record settings) throws TaskFailure {
        try {
            return Cell.doubts(structure, (PlaneWaveSettings) settings);
        } catch (IllegalArgumentException e) {
            throw refused(structure, e);
        }
    }

    @Override
    public Prepared prepare(Structure structure, Record settings, Resources resources)
            throws TaskFailure {
        try {
            Cell cell = Cell.of(structure, (PlaneWaveSettings) settings, resources.files());
            return new PreparedCell(cell.withThreads(resources.threads()));
        } catch (IllegalArgumentException e) {
            throw refused(structure, e);
        }
    }

    @Override
    public Series series(
            Structure.OfCrystal crystal, Record settings, VolumeScan scan, Resources resources)
            throws TaskFailure {
        try {
            Cell cell = Cell.smoothed(crystal, (PlaneWaveSettings) settings, resources.files());
            return StrainedSeries.of(cell.withThreads(resources.threads()), scan);
        } catch (IllegalArgumentException e) {
            throw refused(crystal, e);
        }
    }

    @Override
    public Optional<Relaxer> relaxer() {
        return Optional.of(new CellRelaxer());
    }

    private static TaskFailure refused(Structure structure, IllegalArgumentException cause) {
        return new TaskFailure(structure.name() + ": " + cause.getMessage());
    }
}
