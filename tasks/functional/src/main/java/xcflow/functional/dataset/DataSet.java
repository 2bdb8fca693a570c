package xcflow.functional.dataset;

import java.util.Arrays;
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
 */
public record DataSet(Points points, double[] weights, int[] system, List<String> systems) {

    public DataSet {
        systems = List.copyOf(systems);
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
        var names = new java.util.ArrayList<String>();
        for (int s = 0; s < renumbered.length; s++) {
            if (renumbered[s] >= 0) {
                names.add(systems.get(s));
            }
        }
        return new DataSet(selected, selectedWeights, selectedSystem, names);
    }

    /** All systems of several data sets, in their order. */
    public static DataSet concatenate(List<DataSet> sets) {
        int n = sets.stream().mapToInt(DataSet::size).sum();
        var points = Points.allocate(n, true, common(sets));
        double[] weights = new double[n];
        int[] system = new int[n];
        var names = new java.util.ArrayList<String>();
        int to = 0;
        for (DataSet set : sets) {
            for (int i = 0; i < set.size(); i++) {
                points.copy(to, set.points, i);
                weights[to] = set.weights[i];
                system[to++] = names.size() + set.system[i];
            }
            names.addAll(set.systems);
        }
        return new DataSet(points, weights, system, names);
    }

    /** What all of the data sets hold. */
    private static Set<Variable> common(List<DataSet> sets) {
        Set<Variable> common = EnumSet.allOf(Variable.class);
        sets.forEach(set -> common.retainAll(set.points.variables()));
        return common;
    }
}
