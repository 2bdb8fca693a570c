package xcflow.experiments.tuning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.engine.NotConverged;
import xcflow.functional.Functional;
import xcflow.spi.TaskFailure;

/**
 * Compares densities with those of a better functional. The distance is ∫|ρ − ρ_better| per
 * electron; all functionals are compared on the one grid that the engine has for a molecule.
 *
 * @param molecules that are watched, by name
 * @param better their densities with the better functional, as the engine writes them
 * @param reference distances of the densities of the functional to be better than
 * @param limit of the mean distance in units of that of the standard; empty: none
 */
record DensityWatch(
        Map<String, TunedSystem> molecules,
        Map<String, byte[]> better,
        Map<String, Double> reference,
        Optional<Double> limit,
        WatchedDensities.Standard standard,
        int threads) {

    /** Watches nothing. */
    static final DensityWatch NONE =
            new DensityWatch(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    WatchedDensities.Standard.REFERENCE,
                    1);

    /**
     * Calculates what is compared with. A molecule without one of the densities is not watched.
     *
     * @throws TaskFailure if none is left, or the engine cannot compare densities
     */
    static DensityWatch of(
            WatchedDensities wanted,
            List<String> names,
            TunedSystems systems,
            Functional better,
            Functional reference)
            throws TaskFailure {
        Map<String, TunedSystem> molecules = new LinkedHashMap<>();
        Map<String, byte[]> densities = new LinkedHashMap<>();
        Map<String, Double> distances = new LinkedHashMap<>();
        for (String name : names) {
            TunedSystem system = systems.optimised().get(name);
            try {
                byte[] good = systems.density(system, better, "better functional");
                byte[] usual = systems.density(system, reference, "reference");
                distances.put(name, system.distance(usual, good, systems.context().threads()));
                densities.put(name, good);
                molecules.put(name, system);
            } catch (NotConverged e) {
                systems.missing().put(name + " for comparing densities", system.reason(e));
            }
        }
        if (molecules.isEmpty()) {
            throw new TaskFailure("no density is left to watch");
        }
        return new DensityWatch(
                molecules,
                densities,
                distances,
                wanted.limit(),
                wanted.relativeTo(),
                systems.context().threads());
    }

    /** The same with those molecules that converged. */
    DensityWatch within(Set<String> names) {
        Map<String, TunedSystem> kept = new LinkedHashMap<>(molecules);
        kept.keySet().retainAll(names);
        return new DensityWatch(kept, better, reference, limit, standard, threads);
    }

    /** Distance of each watched molecule's density, per electron. */
    List<Double> distances(Map<String, TunedSystem.State> states) throws TaskFailure {
        List<Double> distances = new ArrayList<>();
        for (var entry : molecules.entrySet()) {
            String name = entry.getKey();
            distances.add(
                    entry.getValue()
                            .distance(states.get(name).density(), better.get(name), threads));
        }
        return distances;
    }

    /** Whether a step with these distances may be the result. */
    boolean allows(List<Double> distances, List<Double> parents) {
        return limit.isEmpty() || mean(distances) <= limit.get() * standardMean(parents);
    }

    private double standardMean(List<Double> parents) {
        return standard == WatchedDensities.Standard.PARENT ? mean(parents) : referenceMean();
    }

    /** Mean distance of the reference's densities; NaN without molecules. */
    double referenceMean() {
        return mean(molecules.keySet().stream().map(reference::get).toList());
    }

    /** Mean; NaN of nothing. */
    static double mean(List<Double> distances) {
        return distances.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
    }
}
