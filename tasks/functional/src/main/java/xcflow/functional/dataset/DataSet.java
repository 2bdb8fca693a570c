package xcflow.functional.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import xcflow.functional.Points;
import xcflow.functional.Variable;

/**
 * Densities of several systems at the points of their integration grids. The arrays are not copied
 * and must not be changed.
 *
 * @param points spin densities, polarised also where they are equal
 * @param weights integration weights, bohr³
 * @param system for each point the index of its system
 * @param systems names of the systems
 * @param origins where the density of each system comes from, in the order of the systems
 * @param importance of each system in training, 1 unless it was weighted
 */
public record DataSet(
        Points points,
        double[] weights,
        int[] system,
        List<String> systems,
        List<DensityOrigin> origins,
        List<Double> importance) {

    public DataSet {
        systems = List.copyOf(systems);
        origins = List.copyOf(origins);
        importance = List.copyOf(importance);
        if (origins.size() != systems.size() || importance.size() != systems.size()) {
            throw new IllegalArgumentException(
                    "origins and importances are as many as the systems of a data set");
        }
        for (double each : importance) {
            if (!(each > 0 && each < 1e6)) {
                throw new IllegalArgumentException("a system of importance " + each);
            }
        }
        if (!points.isPolarised()) {
            throw new IllegalArgumentException("a data set holds both spin densities");
        }
        if (weights.length != points.size() || system.length != points.size()) {
            throw new IllegalArgumentException("the columns of a data set differ in length");
        }
        for (int s : system) {
            if (s < 0 || s >= systems.size()) {
                throw new IllegalArgumentException(
                        "a point belongs to system " + s + " of " + systems.size());
            }
        }
    }

    /** Densities of unknown origin, all of the same importance. */
    public DataSet(Points points, double[] weights, int[] system, List<String> systems) {
        this(
                points,
                weights,
                system,
                systems,
                Collections.nCopies(systems.size(), DensityOrigin.UNKNOWN),
                Collections.nCopies(systems.size(), 1.0));
    }

    /** The same densities, all of which come from there. */
    public DataSet from(DensityOrigin origin) {
        return new DataSet(
                points,
                weights,
                system,
                systems,
                Collections.nCopies(systems.size(), origin),
                importance);
    }

    /** The same densities, all of whose systems count more or less in training. */
    public DataSet weighted(double factor) {
        return new DataSet(
                points,
                weights,
                system,
                systems,
                origins,
                importance.stream().map(each -> factor * each).toList());
    }

    /** Number of points. */
    public int size() {
        return weights.length;
    }

    /** Number of electrons of each system, as its grid integrates them. */
    public double[] electrons() {
        double[] electrons = new double[systems.size()];
        for (int i = 0; i < size(); i++) {
            electrons[system[i]] += weights[i] * (points.rhoA[i] + points.rhoB[i]);
        }
        return electrons;
    }

    /** The part that consists of the systems whose index is accepted, in the same order. */
    public DataSet select(IntPredicate accepted) {
        int[] renumbered = new int[systems.size()];
        int count = 0;
        for (int s = 0; s < renumbered.length; s++) {
            renumbered[s] = accepted.test(s) ? count++ : -1;
        }
        int n = (int) Arrays.stream(system).filter(s -> renumbered[s] >= 0).count();
        var selected = Points.allocate(n, true, points.variables());
        double[] selectedWeights = new double[n];
        int[] selectedSystem = new int[n];
        int to = 0;
        for (int i = 0; i < size(); i++) {
            if (renumbered[system[i]] >= 0) {
                selected.copy(to, points, i);
                selectedWeights[to] = weights[i];
                selectedSystem[to++] = renumbered[system[i]];
            }
        }
        var names = new ArrayList<String>();
        var places = new ArrayList<DensityOrigin>();
        var counts = new ArrayList<Double>();
        for (int s = 0; s < renumbered.length; s++) {
            if (renumbered[s] >= 0) {
                names.add(systems.get(s));
                places.add(origins.get(s));
                counts.add(importance.get(s));
            }
        }
        return new DataSet(selected, selectedWeights, selectedSystem, names, places, counts);
    }

    /** All systems of several data sets, in their order. */
    public static DataSet concatenate(List<DataSet> sets) {
        int n = sets.stream().mapToInt(DataSet::size).sum();
        var points = Points.allocate(n, true, common(sets));
        double[] weights = new double[n];
        int[] system = new int[n];
        var names = new ArrayList<String>();
        var places = new ArrayList<DensityOrigin>();
        var counts = new ArrayList<Double>();
        int to = 0;
        for (DataSet set : sets) {
            for (int i = 0; i < set.size(); i++) {
                points.copy(to, set.points, i);
                weights[to] = set.weights[i];
                system[to++] = names.size() + set.system[i];
            }
            names.addAll(set.systems);
            places.addAll(set.origins);
            counts.addAll(set.importance);
        }
        return new DataSet(points, weights, system, names, places, counts);
    }

    /** What all of the data sets hold. */
    private static Set<Variable> common(List<DataSet> sets) {
        Set<Variable> common = EnumSet.allOf(Variable.class);
        sets.forEach(set -> common.retainAll(set.points.variables()));
        return common;
    }
}
