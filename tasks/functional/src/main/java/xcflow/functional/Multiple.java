package xcflow.functional;

import java.util.Set;

/** A multiple of what another functional makes of the density. */
public final class Multiple implements Functional {
    private final double factor;
    private final Functional of;

    private Multiple(double factor, Functional of) {
        this.factor = factor;
        this.of = of;
    }

    /** A functional times a factor; the functional itself if that is 1. */
    public static Functional of(double factor, Functional functional) {
        return factor == 1 ? functional : new Multiple(factor, functional);
    }

    /** By what the other is multiplied. */
    public double factor() {
        return factor;
    }

    /** The other functional. */
    public Functional functional() {
        return of;
    }

    @Override
    public String name() {
        return factor + " " + of.name();
    }

    @Override
    public Set<Variable> needs() {
        return of.needs();
    }

    @Override
    public boolean wantsFineGrid() {
        return of.wantsFineGrid();
    }

    @Override
    public void evaluate(Points points, Results results, int from, int to) {
        of.evaluate(points, results, from, to);
        scale(results.energy, from, to);
        for (Variable variable : results.variables()) {
            for (double[] component : results.of(variable)) {
                scale(component, from, to);
            }
        }
    }

    private void scale(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] *= factor;
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
