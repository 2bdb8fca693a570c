/**
 * What functionals see of converged densities: descriptors on the grid, and differences of them.
 */
package xcflow.gaussian.sampling;
