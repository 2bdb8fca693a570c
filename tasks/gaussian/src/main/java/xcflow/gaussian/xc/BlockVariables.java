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
    private final double[] weight = new double[P];

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
     * @return number of points with electrons
     */
    int evaluate(Functional functional, double[] weights, int start, int count, double[] sums) {
        int packed = pack(weights, start, count);
        functional.evaluate(points, results, 0, packed);
        double energy = sums[0];
        for (int i = 0; i < packed; i++) {
            energy += weight[i] * results.energy[i];
        }
        sums[0] = energy;
        for (int spin = 0; spin < spins; spin++) {
            sums[1 + spin] = electrons(spin, packed, sums[1 + spin]);
            scalarPotential(spin, packed);
            if (vector != null) {
                gradientPotential(spin, packed);
            }
            if (tensor != null) {
                kineticPotential(spin, packed);
            }
        }
        return packed;
    }

    /**
     * Weight times energy density at the points of the block that was evaluated last.
     *
     * @param packed number that {@link #evaluate} gave
     */
    void energies(int packed, double[] into) {
        Arrays.fill(into, 0);
        for (int i = 0; i < packed; i++) {
            into[place[i]] = weight[i] * results.energy[i];
        }
    }

    private double electrons(int spin, int packed, double before) {
        double[] rho = density[spin];
        double sum = before;
        for (int i = 0; i < packed; i++) {
            sum += weight[i] * rho[place[i]];
        }
        return sum;
    }

    private void scalarPotential(int spin, int packed) {
        double[] slope = spin == 0 ? results.vRhoA : results.vRhoB;
        double[] a = scalar[spin];
        Arrays.fill(a, 0);
        for (int i = 0; i < packed; i++) {
            a[place[i]] = 0.5 * weight[i] * slope[i];
        }
    }

    private void kineticPotential(int spin, int packed) {
        double[] slope = results.of(Variable.TAU)[spin];
        double[] c = tensor[spin];
        Arrays.fill(c, 0);
        for (int i = 0; i < packed; i++) {
            c[place[i]] = 0.25 * weight[i] * slope[i];
        }
    }

    private void gradientPotential(int spin, int packed) {
        double[] own = spin == 0 ? results.vSigmaAA : results.vSigmaBB;
        double[] cross = results.vSigmaAB;
        for (double[] component : vector[spin]) {
            Arrays.fill(component, 0);
        }
        double[] bx = vector[spin][0];
        double[] by = vector[spin][1];
        double[] bz = vector[spin][2];
        double[][] mine = gradient[spin];
        double[] gx = mine[0];
        double[] gy = mine[1];
        double[] gz = mine[2];
        if (spins == 1) {
            for (int i = 0; i < packed; i++) {
                int p = place[i];
                double scale = 2 * weight[i] * own[i];
                bx[p] = scale * gx[p];
                by[p] = scale * gy[p];
                bz[p] = scale * gz[p];
            }
            return;
        }
        double[] ox = gradient[1 - spin][0];
        double[] oy = gradient[1 - spin][1];
        double[] oz = gradient[1 - spin][2];
        for (int i = 0; i < packed; i++) {
            int p = place[i];
            double scale = 2 * weight[i] * own[i];
            double mixed = weight[i] * cross[i];
            bx[p] = scale * gx[p] + mixed * ox[p];
            by[p] = scale * gy[p] + mixed * oy[p];
            bz[p] = scale * gz[p] + mixed * oz[p];
        }
    }

    /** Collects the points that hold electrons; place and weight of each are kept. */
    private int pack(double[] weights, int start, int count) {
        double[] up = density[0];
        double[] down = spins == 2 ? density[1] : null;
        int packed = 0;
        for (int p = 0; p < count; p++) {
            double total = down == null ? up[p] : up[p] + down[p];
            double w = weights[start + p];
            if (Math.abs(w) * total > NO_ELECTRONS) {
                place[packed] = p;
                weight[packed++] = w;
            }
        }
        gather(up, points.rhoA, packed);
        if (down != null) {
            gather(down, points.rhoB, packed);
        }
        if (gradient != null) {
            products(gradient[0], gradient[0], points.sigmaAA, packed);
            if (down != null) {
                products(gradient[0], gradient[1], points.sigmaAB, packed);
                products(gradient[1], gradient[1], points.sigmaBB, packed);
            }
        }
        for (int spin = 0; kinetic != null && spin < spins; spin++) {
            gather(kinetic[spin], points.of(Variable.TAU)[spin], packed);
        }
        return packed;
    }

    private void gather(double[] from, double[] to, int packed) {
        for (int i = 0; i < packed; i++) {
            to[i] = from[place[i]];
        }
    }

    private void products(double[][] a, double[][] b, double[] to, int packed) {
        double[] ax = a[0];
        double[] ay = a[1];
        double[] az = a[2];
        double[] bx = b[0];
        double[] by = b[1];
        double[] bz = b[2];
        for (int i = 0; i < packed; i++) {
            int p = place[i];
            to[i] = ax[p] * bx[p] + ay[p] * by[p] + az[p] * bz[p];
        }
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
