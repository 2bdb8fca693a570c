package xcflow.functional;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Numbers at the points of a batch, by variable and spin component: the variables themselves
 * ({@link Points}) or the derivatives of an energy density with respect to them ({@link Results}).
 * Structure of arrays: take the arrays out before a loop over points.
 */
public abstract sealed class Fields permits Points, Results {
    private static final int VARIABLES = Variable.values().length;

    private final boolean polarised;
    private final int size;
    private final Set<Variable> variables = EnumSet.noneOf(Variable.class);
    private final double[][][] arrays = new double[VARIABLES][][];

    /**
     * @param arrays by variable and component, each of length {@code size}; null for variables that
     *     are not held
     */
    Fields(boolean polarised, int size, double[][][] arrays) {
        this.polarised = polarised;
        this.size = size;
        for (Variable variable : Variable.values()) {
            double[][] components =
                    variable.ordinal() < arrays.length ? arrays[variable.ordinal()] : null;
            if (components != null) {
                variables.add(variable);
                this.arrays[variable.ordinal()] = components;
            }
        }
    }

    /** Zero-filled arrays of variables. */
    static double[][][] zeros(int size, boolean polarised, Set<Variable> variables) {
        double[][][] arrays = new double[VARIABLES][][];
        for (Variable variable : variables) {
            arrays[variable.ordinal()] = new double[variable.components(polarised).size()][size];
        }
        return arrays;
    }

    /** Whether the spin components are given separately. */
    public final boolean isPolarised() {
        return polarised;
    }

    /** Number of points. */
    public final int size() {
        return size;
    }

    /** The variables that are held. */
    public final Set<Variable> variables() {
        return Collections.unmodifiableSet(variables);
    }

    /** Whether a variable is held. */
    public final boolean has(Variable variable) {
        return arrays[variable.ordinal()] != null;
    }

    /**
     * The arrays of a variable, [components][{@link #size()}], not copied; components as {@link
     * Variable#components} names them.
     *
     * @throws IllegalArgumentException if it is not held
     */
    public final double[][] of(Variable variable) {
        double[][] components = arrays[variable.ordinal()];
        if (components == null) {
            throw new IllegalArgumentException(
                    "the points hold " + variables + " but not " + variable);
        }
        return components;
    }

    /** A component's array, or null if it is not held. */
    final double[] component(Variable variable, int component) {
        double[][] components = arrays[variable.ordinal()];
        return components == null || component >= components.length ? null : components[component];
    }

    /** Fills all arrays with zeros. */
    void clear(int from, int to) {
        for (Variable variable : variables) {
            for (double[] component : of(variable)) {
                Arrays.fill(component, from, to, 0);
            }
        }
    }
}
