package xcflow.gaussian.grid;

/**
 * Quadrature rule on the half line: ∫₀^∞ f(r) dr ≈ Σ wᵢ f(rᵢ). The volume element r² is not part of
 * the weights.
 *
 * @param radii in bohr, ascending
 * @param weights in bohr
 */
public record RadialRule(double[] radii, double[] weights) {

    /**
     * Chebyshev rule of the second kind under the mapping M4 with α = 0.6. Treutler & Ahlrichs, J.
     * Chem. Phys. 102, 346 (1995), eq. 19.
     *
     * @param size number of radii
     * @param xi scale ξ of the mapping in bohr
     */
    public static RadialRule treutlerAhlrichs(int size, double xi) {
        double[] radii = new double[size];
        double[] weights = new double[size];
        double step = Math.PI / (size + 1);
        double scale = xi / Math.log(2);
        for (int i = 0; i < size; i++) {
            double angle = (size - i) * step;
            double t = Math.cos(angle);
            double power = Math.pow(1 + t, 0.6);
            double logarithm = Math.log((1 - t) / 2);
            radii[i] = -scale * power * logarithm;
            weights[i] =
                    step
                            * Math.sin(angle)
                            * scale
                            * power
                            * (1 / (1 - t) - 0.6 / (1 + t) * logarithm);
        }
        return new RadialRule(radii, weights);
    }

    /** Number of radii. */
    public int size() {
        return radii.length;
    }
}
