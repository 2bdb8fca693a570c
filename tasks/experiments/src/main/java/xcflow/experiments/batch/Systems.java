package xcflow.experiments.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.experiments.input.BoxInput;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.NamedMolecule;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** How tasks calculate the molecules and crystals that they are given. */
public record Systems(
        Engine engine,
        Source basis,
        int gridLevel,
        boolean densityFitting,
        Optional<BoxInput> box,
        Optional<CrystalSettingsInput> crystalSettings) {

    /**
     * The molecules, then the crystals.
     *
     * @throws TaskFailure if a crystal is unknown, or is to be calculated in Gaussians
     */
    public List<Calculation> calculations(
            List<NamedMolecule> molecules, List<Source> crystals, TaskContext context)
            throws TaskFailure, IOException {
        List<Calculation> all = new ArrayList<>(calculations(molecules, context));
        if (!crystals.isEmpty() && engine == Engine.GAUSSIAN) {
            throw new TaskFailure("crystals need 'engine: planewave'");
        }
        for (Source crystal : crystals) {
            CrystalInput input = CrystalInput.load(crystal, context::file);
            CrystalSettingsInput settings =
                    crystalSettings.orElse(CrystalSettingsInput.RECOMMENDED);
            settings.doubts(input).forEach(context::warn);
            try {
                all.add(settings.calculation(input));
            } catch (IllegalArgumentException e) {
                throw new TaskFailure(input.name() + ": " + e.getMessage());
            }
        }
        if (all.isEmpty()) {
            throw new TaskFailure("there is neither a molecule nor a crystal");
        }
        return all;
    }

    /**
     * The molecules alone.
     *
     * @throws TaskFailure if there is no such basis set or its file is damaged
     */
    public List<Calculation> calculations(List<NamedMolecule> molecules, TaskContext context)
            throws TaskFailure, IOException {
        if (engine == Engine.PLANEWAVE) {
            BoxInput chosen = box.orElse(BoxInput.DEFAULT);
            return molecules.stream().map(m -> PlaneWaveCalculation.of(m, chosen)).toList();
        }
        GaussianEngine gaussian = GaussianEngine.of(basis, gridLevel, densityFitting, context);
        return molecules.stream().map(gaussian::calculation).toList();
    }
}
