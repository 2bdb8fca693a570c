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
     * Adds what one orbital adds to the strain derivative of an energy that depends on τ, because
     * ∂ψ/∂r turns and shrinks: −f Re ⟨∂_αψ|v_τ|∂_βψ⟩. Nothing if there is no v_τ.
     *
     * @param charge electrons in the orbital
     * @param strain [3 × 3] row-major, Hartree
     */
    public void addStrain(OrbitalBasis basis, double[] orbital, double charge, double[] strain) {
        if (kinetic == null) {
            return;
        }
        double[][] slopes = new double[3][orbital.length];
        for (int axis = 0; axis < 3; axis++) {
            basis.derivative(orbital, axis, slopes[axis]);
        }
        double[] product = new double[orbital.length];
        for (int b = 0; b < 3; b++) {
            basis.transform().multiply(slopes[b], kinetic, product);
            for (int a = 0; a < 3; a++) {
                double sum = 0;
                for (int i = 0; i < product.length; i++) {
                    sum += slopes[a][i] * product[i];
                }
                strain[3 * a + b] -= charge * sum;
            }
        }
    }

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
