/**
 * Data sets of densities on which functionals are trained and compared: points with integration
 * weights, and the systems that they belong to.
 */
package xcflow.functional.dataset;
