package xcflow.experiments.batch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.engine.Engine;
import xcflow.engine.NotConverged;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.spi.Selected;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Total energies of molecules all of which are needed. */
public final class SystemEnergies {
    private SystemEnergies() {}

    /**
     * The energies by name, hartree. What is finished is kept in the checkpoint of the task.
     *
     * @throws NotConverged if one of them does not converge
     * @throws TaskFailure if one cannot be calculated
     */
    public static Map<String, Double> required(
            Selected<Engine> engine,
            Functional functional,
            List<NamedMolecule> molecules,
            TaskContext context)
            throws TaskFailure, IOException {
        Systems systems = Systems.of(engine, context, functional);
        CalculationBatch.Results results =
                new CalculationBatch(systems, functional, Set.of())
                        .solve(systems.molecules(molecules));
        if (!results.missing().isEmpty()) {
            throw new NotConverged(String.join("; ", results.missing().values()));
        }
        Map<String, Double> energies = new LinkedHashMap<>();
        results.converged()
                .forEach((name, result) -> energies.put(name, result.solution().energy()));
        return energies;
    }
}
