package xcflow.functional;

import java.util.Arrays;
import java.util.Set;

/**
 * What a functional gives at each point of a batch: the energy density e = ρ ε_xc (Hartree per
 * bohr³, the integrand of E_xc) and its derivatives with respect to the {@link Variable}s of {@link
 * Points}. Those with respect to variables on which it does not depend are zero. As in points, the
 * derivatives with respect to densities and products of gradients have names of their own.
 */
public final class Results extends Fields {

    /** Energy density per volume, ρ ε_xc. */
    public final double[] energy;

    /** ∂e/∂ρ↑, or ∂e/∂ρ of an unpolarised batch. */
    public final double[] vRhoA;

    /** ∂e/∂ρ↓; null for an unpolarised batch. */
    public final double[] vRhoB;

    /** ∂e/∂σ↑↑, or ∂e/∂σ of an unpolarised batch; null without gradients, as the next two. */
    public final double[] vSigmaAA;

    /** ∂e/∂σ↑↓; null for an unpolarised batch. */
    public final double[] vSigmaAB;

    /** ∂e/∂σ↓↓; null for an unpolarised batch. */
    public final double[] vSigmaBB;

    /** Zero-filled results for batches of up to the given size. */
    public Results(int size, boolean polarised, Set<Variable> variables) {
        super(polarised, size, zeros(size, polarised, variables));
        energy = new double[size];
        vRhoA = component(Variable.RHO, 0);
        vRhoB = component(Variable.RHO, 1);
        vSigmaAA = component(Variable.SIGMA, 0);
        vSigmaAB = component(Variable.SIGMA, 1);
        vSigmaBB = component(Variable.SIGMA, 2);
    }

    /** Zero-filled results with derivatives by densities and products of gradients. */
    public Results(int size, boolean polarised) {
        this(size, polarised, Variable.GRADIENT);
    }

    /** Room for what a functional, or a part of it, gives at points. */
    public static Results like(Points points) {
        return new Results(points.size(), points.isPolarised(), points.variables());
    }

    /** Fills everything with zeros. */
    @Override
    public void clear(int from, int to) {
        Arrays.fill(energy, from, to, 0);
        super.clear(from, to);
    }
}
