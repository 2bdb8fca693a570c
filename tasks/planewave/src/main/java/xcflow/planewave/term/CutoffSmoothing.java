package xcflow.planewave.term;

/**
 * Lets plane waves enter and leave the basis smoothly when the cell changes.
 *
 * <p>With a sharp cutoff the energy jumps whenever a wave crosses it, which makes curves of energy
 * against volume jagged. Here the kinetic energy of waves within {@code width} below the cutoff is
 * divided by a polynomial that falls from one to zero, so that a wave at the cutoff costs so much
 * that nothing is in it. All other waves keep their energy. The idea of a modified kinetic energy
 * is that of M. Bernasconi et al., J. Phys. Chem. Solids 56, 501 (1995); the polynomial is that of
 * ABINIT's input variable {@code ecutsm}. Its value, slope and curvature are continuous where the
 * modification begins.
 *
 * @param cutoff kinetic-energy cutoff of the basis, Hartree
 * @param width of the range below the cutoff that is modified, Hartree; zero for a sharp cutoff
 */
public record CutoffSmoothing(double cutoff, double width) {
    /**
     * Keeps the energy of a wave at the very cutoff finite; what is in such waves is negligible.
     */
    private static final double LEAST = 1e-6;

    /**
     * Energy that a wave counts with.
     *
     * @param kinetic |k+G|²/2, Hartree
     */
    double energy(double kinetic) {
        double inside = cutoff - kinetic;
        if (width == 0 || inside >= width) {
            return kinetic;
        }
        double x = Math.max(0, inside / width);
        return kinetic / Math.max(LEAST, polynomial(x));
    }

    /**
     * Derivative of {@link #energy} with respect to the kinetic energy.
     *
     * @param kinetic |k+G|²/2, Hartree
     */
    double slope(double kinetic) {
        double inside = cutoff - kinetic;
        if (width == 0 || inside >= width) {
            return 1;
        }
        double x = Math.max(0, inside / width);
        double p = polynomial(x);
        if (p <= LEAST) {
            return 1 / LEAST;
        }
        double slope = x * (6 + x * (3 + x * (-24 + x * 15)));
        return 1 / p + kinetic * slope / (width * p * p);
    }

    private static double polynomial(double x) {
        return x * x * (3 + x * (1 + x * (-6 + x * 3)));
    }
}
