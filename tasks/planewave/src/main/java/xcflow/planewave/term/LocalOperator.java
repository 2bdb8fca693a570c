package xcflow.planewave.term;

import xcflow.planewave.basis.GridPotential;
import xcflow.planewave.basis.OrbitalBasis;

/**
 * Multiplication by a local potential v, and for functionals of the kinetic energy density the
 * operator −½ ∇·(v_τ ∇) as well. R. Neumann, R. H. Nobes and N. C. Handy, Mol. Phys. 87, 1 (1996),
 * eq. 16.
 *
 * @param potential v on the grid, Hartree
 * @param kinetic v_τ on the grid; null if there is none
 */
public record LocalOperator(GridPotential potential, GridPotential kinetic) {

    /**
     * The operator's image of an orbital.
     *
     * @param image overwritten
     * @param scratch two arrays as long as an orbital, overwritten
     */
    void apply(OrbitalBasis basis, double[] orbital, double[] image, double[][] scratch) {
        basis.transform().multiply(orbital, potential, image);
        if (kinetic == null) {
            return;
        }
        double[] slope = scratch[0];
        double[] product = scratch[1];
        for (int axis = 0; axis < 3; axis++) {
            basis.derivative(orbital, axis, slope);
            basis.transform().multiply(slope, kinetic, product);
            basis.derivative(product, axis, slope);
            for (int i = 0; i < image.length; i++) {
                image[i] -= 0.5 * slope[i];
            }
        }
    }
}
