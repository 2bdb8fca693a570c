package xcflow.functional;

import java.util.Set;

/**
 * A batch of points at which functionals are evaluated, by {@link Variable}. Densities and products
 * of gradients, of which most formulas are made, have names of their own besides: unpolarised,
 * {@code rhoA} holds the total density ρ and {@code sigmaAA} holds σ = |∇ρ|².
 */
public final class Points extends Fields {

    /** Density of spin up, or the total density of an unpolarised batch. */
    public final double[] rhoA;

    /** Density of spin down; null for an unpolarised batch. */
    public final double[] rhoB;

    /** ∇ρ↑·∇ρ↑, or |∇ρ|² of an unpolarised batch; null without gradients, as the next two. */
    public final double[] sigmaAA;

    /** ∇ρ↑·∇ρ↓; null for an unpolarised batch. */
    public final double[] sigmaAB;

    /** ∇ρ↓·∇ρ↓; null for an unpolarised batch. */
    public final double[] sigmaBB;

    private Points(boolean polarised, int size, double[][][] arrays) {
        super(polarised, size, arrays);
        rhoA = component(Variable.RHO, 0);
        rhoB = component(Variable.RHO, 1);
        sigmaAA = component(Variable.SIGMA, 0);
        sigmaAB = component(Variable.SIGMA, 1);
        sigmaBB = component(Variable.SIGMA, 2);
    }

    /**
     * Batch over the given arrays, which are not copied.
     *
     * @param arrays by variable, in their order, and component; null for variables that are not
     *     held, of which the last may be left out
     */
    public static Points over(boolean polarised, double[][]... arrays) {
        return new Points(polarised, arrays[Variable.RHO.ordinal()][0].length, arrays);
    }

    /** Unpolarised batch over the given arrays, which are not copied; σ may be null. */
    public static Points unpolarised(double[] rho, double[] sigma) {
        return over(false, new double[][] {rho}, sigma == null ? null : new double[][] {sigma});
    }

    /** Polarised batch over the given arrays, which are not copied; all σ may be null. */
    public static Points polarised(
            double[] rhoA, double[] rhoB, double[] sigmaAA, double[] sigmaAB, double[] sigmaBB) {
        return over(
                true,
                new double[][] {rhoA, rhoB},
                sigmaAA == null ? null : new double[][] {sigmaAA, sigmaAB, sigmaBB});
    }

    /** Zero-filled batch of the given variables. */
    public static Points allocate(int size, boolean polarised, Set<Variable> variables) {
        return new Points(polarised, size, zeros(size, polarised, variables));
    }

    /** Zero-filled batch of densities and products of gradients. */
    public static Points allocate(int size, boolean polarised) {
        return allocate(size, polarised, Variable.GRADIENT);
    }

    /** Copies one point of another batch with the same polarisation and variables. */
    public void copy(int to, Points from, int i) {
        for (Variable variable : variables()) {
            double[][] source = from.of(variable);
            double[][] target = of(variable);
            for (int c = 0; c < target.length; c++) {
                target[c][to] = source[c][i];
            }
        }
    }

    /** Some of the points, in the given order. */
    public Points select(int[] kept) {
        Points selected = allocate(kept.length, isPolarised(), variables());
        for (int i = 0; i < kept.length; i++) {
            selected.copy(i, this, kept[i]);
        }
        return selected;
    }

    /** The same with both spin densities, which are equal if it has only their sum. */
    public Points polarised() {
        if (isPolarised()) {
            return this;
        }
        Points halves = allocate(size(), true, variables());
        for (Variable variable : variables()) {
            double[] total = of(variable)[0];
            for (double[] component : halves.of(variable)) {
                for (int i = 0; i < component.length; i++) {
                    component[i] = variable.share() * total[i];
                }
            }
        }
        return halves;
    }

    /** Total density at a point, bohr⁻³. */
    public double density(int i) {
        return rhoB == null ? rhoA[i] : rhoA[i] + rhoB[i];
    }
}
