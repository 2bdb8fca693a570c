package xcflow.gaussian.engine;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.Capabilities;
import xcflow.engine.Correlation;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Series;
import xcflow.engine.VolumeScan;
import xcflow.functional.Functional;
import xcflow.functional.Variable;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;

/** Calculations of molecules in Gaussian basis sets, of all electrons or with core potentials. */
public final class GaussianEngine implements Engine {

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public String title() {
        return "Gaussian basis sets, all electrons or core potentials.";
    }

    @Override
    public Class<GaussianSettings> settings() {
        return GaussianSettings.class;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, false, true, true, EnumSet.allOf(Variable.class), true, true);
    }

    @Override
    public Map<String, Object> fingerprint(Map<String, Object> settings) {
        return GaussianSettings.libraries(settings);
    }

    @Override
    public Optional<String> missing(Record settings) {
        return ((GaussianSettings) settings).missingLibrary();
    }

    @Override
    public void check(Record settings, InputFiles files) throws TaskFailure, IOException {
        ((GaussianSettings) settings).requireBasis(files);
    }

    @Override
    public List<Warning> doubts(Structure structure, Record settings) throws TaskFailure {
        molecule(structure);
        return List.of();
    }

    @Override
    public Record suited(Record settings, List<Functional> functionals) {
        return ((GaussianSettings) settings).suited(functionals);
    }

    @Override
    public Prepared prepare(Structure structure, Record settings, Resources resources)
            throws TaskFailure {
        return PreparedMolecule.of(molecule(structure), (GaussianSettings) settings, resources);
    }

    @Override
    public Series series(
            Structure.OfCrystal crystal, Record settings, VolumeScan scan, Resources resources)
            throws TaskFailure {
        throw noCrystals();
    }

    @Override
    public Optional<Correlation> correlation() {
        return Optional.of(new MolecularCorrelation());
    }

    private static Structure.OfMolecule molecule(Structure structure) throws TaskFailure {
        if (structure instanceof Structure.OfMolecule molecule) {
            return molecule;
        }
        throw noCrystals();
    }

    private static TaskFailure noCrystals() {
        return new TaskFailure("crystals need 'engine: planewave'");
    }
}
