package xcflow.experiments.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import xcflow.engine.Engine;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Watch;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.spi.Selected;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/** How a task calculates the molecules and crystals that it is given. */
public record Systems(Selected<Engine> selected, TaskContext context) {

    /**
     * With settings that suit functionals.
     *
     * @param functionals all whose energies or densities are compared with each other
     */
    public static Systems of(
            Selected<Engine> engine, TaskContext context, Functional... functionals) {
        Record suited = engine.plugin().suited(engine.settings(), List.of(functionals));
        return new Systems(new Selected<>(engine.plugin(), suited), context);
    }

    /**
     * The molecules, then the crystals. What the engine doubts about them is told.
     *
     * @throws TaskFailure if a crystal is unknown, or the engine cannot calculate one of them
     */
    public List<Structure> structures(List<NamedMolecule> molecules, List<Source> crystals)
            throws TaskFailure, IOException {
        List<Structure> all = new ArrayList<>(molecules(molecules));
        if (!crystals.isEmpty() && !selected.plugin().capabilities().crystals()) {
            throw new TaskFailure(CrystalInput.otherEngines());
        }
        for (Source crystal : crystals) {
            Structure structure = CrystalInput.load(crystal, context::file).structure();
            examine(structure);
            all.add(structure);
        }
        if (all.isEmpty()) {
            throw new TaskFailure("there is neither a molecule nor a crystal");
        }
        return all;
    }

    /**
     * The molecules alone.
     *
     * @throws TaskFailure if the engine's settings cannot be used, or do not suit one of them
     */
    public List<Structure> molecules(List<NamedMolecule> molecules)
            throws TaskFailure, IOException {
        selected.plugin().check(selected.settings(), context::file);
        List<Structure> all = new ArrayList<>();
        for (NamedMolecule molecule : molecules) {
            examine(molecule.structure());
            all.add(molecule.structure());
        }
        return all;
    }

    /**
     * Refuses an engine that gives no forces.
     *
     * @throws TaskFailure if it does not
     */
    public void requireForces() throws TaskFailure {
        selected.plugin().requireForces();
    }

    private void examine(Structure structure) throws TaskFailure {
        selected.plugin().doubts(structure, selected.settings()).forEach(context::warn);
    }

    /** Ends a calculation when its task is cancelled. */
    public static Watch watch(TaskContext context) {
        return new Watch() {
            @Override
            public void iteration(Step step) {
                context.checkCancelled();
            }

            @Override
            public boolean cancelled() {
                return context.cancelled();
            }
        };
    }

    /** Sets the equations of one of them up. */
    public Prepared prepare(Structure structure, int threads) throws TaskFailure {
        return selected.plugin()
                .prepare(structure, selected.settings(), new Resources(threads, context::file));
    }
}
