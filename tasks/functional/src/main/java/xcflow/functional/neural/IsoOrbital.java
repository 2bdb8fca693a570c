package xcflow.functional.neural;

import xcflow.functional.DensityScales;

/**
 * The iso-orbital indicator of a block of points,
 *
 * <pre>α = (τ − τ_W)/(τ_unif d_s),   τ_W = σ/(8ρ),   τ_unif = (3/10)(3π²)^{2/3} ρ^{5/3},
 * d_s = [(1 + ζ)^{5/3} + (1 − ζ)^{5/3}]/2,</pre>
 *
 * <p>and what it depends on: 0 where a single orbital has the density, 1 in the uniform gas, large
 * where closed shells overlap (Sun, Ruzsinszky and Perdew, Phys. Rev. Lett. 115, 036402 (2015)).
 * Kinetic energies below that of a single orbital, which no density has but for rounding, count as
 * τ_W.
 */
public final class IsoOrbital {
    /** τ_unif r_s⁵. */
    private static final double UNIFORM_GAS =
            0.3
                    * Math.pow(3 * Math.PI * Math.PI, 2.0 / 3)
                    * Math.pow(DensityScales.WIGNER_SEITZ, 5);

    /** τ_W/τ_unif = 5p/3. */
    private static final double ONE_ORBITAL = 5.0 / 3;

    /** Greatest α that is told apart. */
    private static final double LARGEST = 1e15;

    /** α of each point. */
    public final double[] alpha;

    /** ∂α/∂r_s at fixed ζ, p and τ. */
    public final double[] byRs;

    /** ∂α/∂ζ at fixed r_s, p and τ. */
    public final double[] byZeta;

    /** ∂α/∂p at fixed r_s, ζ and τ. */
    public final double[] byP;

    /** τ ∂α/∂τ. */
    public final double[] byLogKinetic;

    /** ∂α/∂τ, Ha⁻¹ bohr³. */
    public final double[] byKinetic;

    public IsoOrbital(int size) {
        alpha = new double[size];
        byRs = new double[size];
        byZeta = new double[size];
        byP = new double[size];
        byLogKinetic = new double[size];
        byKinetic = new double[size];
    }

    /**
     * Sets point {@code k} of an unpolarised density.
     *
     * @param rs Wigner–Seitz radius, bohr
     * @param p s², the square of the reduced gradient
     * @param kinetic τ, Ha bohr⁻³
     */
    public void set(int k, double rs, double p, double kinetic) {
        place(k, rs, p, kinetic, 1, 0);
    }

    /**
     * Sets point {@code k}.
     *
     * @param plus 1 + ζ
     * @param minus 1 − ζ
     */
    public void set(int k, double rs, double p, double kinetic, double plus, double minus) {
        double up = Math.cbrt(plus * plus);
        double down = Math.cbrt(minus * minus);
        double ofSpins = (plus * up + minus * down) / 2;
        place(k, rs, p, kinetic, 1 / ofSpins, ONE_ORBITAL * (up - down) / 2 / ofSpins);
    }

    /**
     * @param inverse 1/d_s
     * @param slope d ln d_s/dζ
     */
    private void place(int k, double rs, double p, double kinetic, double inverse, double slope) {
        double uniform = UNIFORM_GAS / (rs * rs * rs * rs * rs);
        double ratio = Math.max(kinetic, 0) / uniform * inverse;
        double single = ONE_ORBITAL * p * inverse;
        double value = ratio - single;
        if (!(value < LARGEST)) {
            alpha[k] = LARGEST;
            byRs[k] = 0;
            byZeta[k] = 0;
            byP[k] = 0;
            byLogKinetic[k] = 0;
            byKinetic[k] = 0;
            return;
        }
        // Where a single orbital has the density, rounding makes some values negative: derivatives
        // are those from the side of densities that exist.
        alpha[k] = Math.max(value, 0);
        byRs[k] = 5 * ratio / rs;
        byZeta[k] = -alpha[k] * slope;
        byP[k] = -ONE_ORBITAL * inverse;
        byLogKinetic[k] = ratio;
        byKinetic[k] = inverse / uniform;
    }
}
