package xcflow.gaussian.xc;

import java.util.Arrays;
import java.util.Set;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;
import xcflow.gaussian.grid.MolecularGrid;

/**
 * What a functional needs to know at the points of a block, and the potentials that it makes of it.
 * The energy is a functional of ρ, ∇ρ and τ = ½ Σ D ∇χ·∇χ, so its derivative by the density matrix
 * is Σ_p [a (χχ) + b·∇(χχ) + c (∇χ·∇χ)] with a = w ∂e/∂ρ, b_σ = w (2 ∂e/∂σ_σσ ∇ρ_σ + ∂e/∂σ_σσ'
 * ∇ρ_σ'), c = w ½ ∂e/∂τ.
 */
final class BlockVariables {
    private static final int P = MolecularGrid.BLOCK;

    /**
     * Points with fewer electrons than this are left out: 10⁶ of them hold less than 10⁻⁸
     * electrons.
     */
    private static final double NO_ELECTRONS = 1e-14;

    private final int spins;
    private final Set<Variable> needs;
    private final double[][] density;
    private final double[][][] gradient;
    private final double[][] kinetic;
    private final double[][] scalar;
    private final double[][][] vector;
    private final double[][] tensor;
    private final Points points;
    private final Results results;
    private final int[] place = new int[P];

    BlockVariables(int spins, Set<Variable> needs) {
        boolean gradients = needs.contains(Variable.SIGMA);
        boolean kinetics = needs.contains(Variable.TAU);
        this.spins = spins;
        this.needs = needs;
        density = new double[spins][P];
        gradient = gradients ? new double[spins][3][P] : null;
        kinetic = kinetics ? new double[spins][P] : null;
        scalar = new double[spins][P];
        vector = gradients ? new double[spins][3][P] : null;
        tensor = kinetics ? new double[spins][P] : null;
        points = Points.allocate(P, spins == 2, needs);
        results = Results.like(points);
    }

    Set<Variable> needs() {
        return needs;
    }

    double[] density(int spin) {
        return density[spin];
    }

    /** Three rows, or null if gradients are not needed. */
    double[][] gradient(int spin) {
        return gradient == null ? null : gradient[spin];
    }

    /** Null if the kinetic energy density is not needed. */
    double[] kinetic(int spin) {
        return kinetic == null ? null : kinetic[spin];
    }

    /** Half of a, as the matrix is added to its transpose. */
    double[] scalar(int spin) {
        return scalar[spin];
    }

    /** b, three rows; null without gradients. */
    double[][] vector(int spin) {
        return vector == null ? null : vector[spin];
    }

    /** Half of c; null without the kinetic energy density. */
    double[] tensor(int spin) {
        return tensor == null ? null : tensor[spin];
    }

    /**
     * Evaluates a functional where there are electrons and makes the potentials.
     *
     * @param start first point of the block among the weights
     * @param sums energy and electrons of each spin, to which those of the block are added
     */
    void evaluate(Functional functional, double[] weights, int start, int count, double[] sums) {
        int packed = pack(weights, start, count);
        functional.evaluate(points, results, 0, packed);
        for (int i = 0; i < packed; i++) {
            sums[0] += weights[start + place[i]] * results.energy[i];
        }
        for (int spin = 0; spin < spins; spin++) {
            potentials(spin, weights, start, packed);
            for (int i = 0; i < packed; i++) {
                sums[1 + spin] += weights[start + place[i]] * density[spin][place[i]];
            }
        }
    }

    private void potentials(int spin, double[] weights, int start, int packed) {
        double[] byDensity = spin == 0 ? results.vRhoA : results.vRhoB;
        double[] a = scalar[spin];
        Arrays.fill(a, 0);
        for (int i = 0; i < packed; i++) {
            a[place[i]] = 0.5 * weights[start + place[i]] * byDensity[i];
        }
        if (vector != null) {
            gradientPotential(spin, weights, start, packed);
        }
        if (tensor != null) {
            double[] byKinetic = results.of(Variable.TAU)[spin];
            double[] c = tensor[spin];
            Arrays.fill(c, 0);
            for (int i = 0; i < packed; i++) {
                c[place[i]] = 0.25 * weights[start + place[i]] * byKinetic[i];
            }
        }
    }

    private void gradientPotential(int spin, double[] weights, int start, int packed) {
        double[] byOwn = spin == 0 ? results.vSigmaAA : results.vSigmaBB;
        double[] byCross = results.vSigmaAB;
        for (int axis = 0; axis < 3; axis++) {
            double[] b = vector[spin][axis];
            double[] mine = gradient[spin][axis];
            Arrays.fill(b, 0);
            if (spins == 1) {
                for (int i = 0; i < packed; i++) {
                    int p = place[i];
                    b[p] = 2 * weights[start + p] * byOwn[i] * mine[p];
                }
                continue;
            }
            double[] others = gradient[1 - spin][axis];
            for (int i = 0; i < packed; i++) {
                int p = place[i];
                double w = weights[start + p];
                b[p] = 2 * w * byOwn[i] * mine[p] + w * byCross[i] * others[p];
            }
        }
    }

    /** Collects the points that hold electrons; the place of each is kept. */
    private int pack(double[] weights, int start, int count) {
        int packed = 0;
        for (int p = 0; p < count; p++) {
            double total = density[0][p] + (spins == 2 ? density[1][p] : 0);
            if (Math.abs(weights[start + p]) * total > NO_ELECTRONS) {
                place[packed] = p;
                set(points, packed++, p);
            }
        }
        return packed;
    }

    /** Stores the variables at a point of the block. */
    void set(Points target, int i, int p) {
        target.rhoA[i] = density[0][p];
        if (gradient != null) {
            target.sigmaAA[i] = dot(gradient[0], gradient[0], p);
        }
        if (spins == 2) {
            target.rhoB[i] = density[1][p];
            if (gradient != null) {
                target.sigmaAB[i] = dot(gradient[0], gradient[1], p);
                target.sigmaBB[i] = dot(gradient[1], gradient[1], p);
            }
        }
        if (kinetic != null) {
            double[][] tau = target.of(Variable.TAU);
            for (int spin = 0; spin < spins; spin++) {
                tau[spin][i] = kinetic[spin][p];
            }
        }
    }

    private static double dot(double[][] a, double[][] b, int p) {
        return a[0][p] * b[0][p] + a[1][p] * b[1][p] + a[2][p] * b[2][p];
    }
}
