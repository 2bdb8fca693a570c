package xcflow.planewave.term;

import java.util.List;
import xcflow.numerics.NativeMatrix;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Site;

/**
 * Derivatives of the energy of the non-local pseudopotential at one k-point, at fixed coefficients
 * of the orbitals. Nielsen & Martin, Phys. Rev. B 32, 3792 (1985).
 */
public final class NonLocalDerivatives {
    private final OrbitalBasis basis;
    private final double volume;
    private final List<Site> sites;
    private final List<Gth> atoms;
    private final NonLocal operator;
    private final Arithmetic arithmetic;
    private final double[] charges;
    private final NativeMatrix orbitals;

    /** Σ_j h_ij ⟨p_j|ψ⟩. */
    private final double[] coupled;

    /**
     * @param volume of the cell, bohr³
     * @param atoms pseudopotential of each site
     * @param orbitals as rows, of which the first ones have charges
     * @param charges electrons in each orbital
     */
    public NonLocalDerivatives(
            OrbitalBasis basis,
            double volume,
            List<Site> sites,
            List<Gth> atoms,
            NativeMatrix orbitals,
            double[] charges) {
        this.basis = basis;
        this.volume = volume;
        this.sites = sites;
        this.atoms = atoms;
        this.operator = new NonLocal(basis, volume, sites, atoms);
        this.arithmetic = Arithmetic.of(basis.isReal());
        this.charges = charges;
        this.orbitals = orbitals;
        this.coupled =
                nothing()
                        ? new double[0]
                        : operator.coupled(
                                arithmetic,
                                operator.amplitudes(arithmetic, orbitals, 0, charges.length),
                                charges.length);
    }

    private boolean nothing() {
        return operator.count() == 0 || charges.length == 0;
    }

    /**
     * Minus the derivative with respect to the positions, [sites × 3], Ha/bohr. Moving a projector
     * is moving the orbital the other way, so no projectors but the operator's are needed.
     */
    public double[] forces() {
        double[] forces = new double[3 * sites.size()];
        for (int axis = 0; axis < 3 && !nothing(); axis++) {
            double[] slopes = operator.amplitudes(arithmetic, slopes(axis), 0, charges.length);
            double[] each = products(slopes);
            for (int p = 0; p < each.length; p++) {
                forces[3 * operator.atomOf(p) + axis] -= 2 * each[p];
            }
        }
        return forces;
    }

    /** The derivative with respect to strain, [3 × 3] row-major, Hartree. */
    public double[] strain() {
        double[] strain = new double[9];
        if (nothing()) {
            return strain;
        }
        NativeMatrix[] slopes = {slopes(0), slopes(1), slopes(2)};
        double[] full = new double[9];
        for (int b = 0; b < 3; b++) {
            NativeMatrix gradients = gradients(b);
            for (int a = 0; a < 3; a++) {
                double[] amplitudes =
                        NonLocal.amplitudes(arithmetic, slopes[a], 0, charges.length, gradients);
                for (double share : products(amplitudes)) {
                    full[3 * a + b] -= 2 * share;
                }
            }
        }
        double[] own = operator.amplitudes(arithmetic, orbitals, 0, charges.length);
        double energy = 0;
        for (double share : products(own)) {
            energy += share;
        }
        for (int i = 0; i < 9; i++) {
            strain[i] = 0.5 * (full[i] + full[3 * (i % 3) + i / 3]) - (i % 4 == 0 ? energy : 0);
        }
        return strain;
    }

    /** Of each projector Σ f Re(⟨ψ|p⟩h · a) with given amplitudes a. */
    private double[] products(double[] amplitudes) {
        int width = arithmetic.width();
        int count = operator.count();
        double[] products = new double[count];
        for (int i = 0; i < amplitudes.length; i++) {
            double f = charges[i / (width * count)];
            products[i / width % count] += f * coupled[i] * amplitudes[i];
        }
        return products;
    }

    /** ∂ψ/∂x of the orbitals with charges. */
    private NativeMatrix slopes(int axis) {
        NativeMatrix slopes = new NativeMatrix(charges.length, basis.length());
        double[] orbital = new double[basis.length()];
        double[] slope = new double[basis.length()];
        for (int i = 0; i < charges.length; i++) {
            orbitals.getRow(i, orbital);
            basis.derivative(orbital, axis, slope);
            slopes.putRow(i, slope);
        }
        return slopes;
    }

    /**
     * i times the derivatives of the projectors with respect to one component of k+G, phases left
     * as they are: their scalar products with the slopes of orbitals are those of the derivatives
     * with (k+G) ψ, and real at Γ.
     */
    private NativeMatrix gradients(int axis) {
        NativeMatrix gradients = new NativeMatrix(operator.count(), basis.length());
        int index = 0;
        for (int a = 0; a < atoms.size(); a++) {
            double[][] phase = NonLocal.phases(basis, sites.get(a));
            for (Gth.Channel channel : atoms.get(a).channels()) {
                for (int m = 0; m < 2 * channel.l() + 1; m++) {
                    for (int i = 0; i < channel.size(); i++) {
                        double[] values = gradient(channel, i, m, axis);
                        gradients.putRow(index++, NonLocal.turned(values, channel.l() + 3, phase));
                    }
                }
            }
        }
        return gradients;
    }

    private double[] gradient(Gth.Channel channel, int i, int m, int axis) {
        int l = channel.l();
        double scale = 4 * Math.PI / Math.sqrt(volume);
        double[] values = new double[basis.size()];
        for (int g = 0; g < values.length; g++) {
            double x = basis.vector(g, 0);
            double y = basis.vector(g, 1);
            double z = basis.vector(g, 2);
            double q = Math.sqrt(2 * basis.kinetic(g));
            double pair = basis.isReal() && g > 0 ? Math.sqrt(2) : 1;
            double solid = Math.pow(q, l) * SphericalHarmonics.real(l, m, x, y, z);
            double turning = SphericalHarmonics.solidGradient(l, m, x, y, z)[axis];
            values[g] =
                    pair
                            * scale
                            * (turning * channel.reducedProjector(i, q)
                                    + solid * channel.reducedSlope(i, q) * basis.vector(g, axis));
        }
        return values;
    }
}
