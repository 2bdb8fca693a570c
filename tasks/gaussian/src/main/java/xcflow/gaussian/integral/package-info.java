/**
 * Integrals over Gaussian basis functions by expansion in Hermite Gaussians: L. E. McMurchie and E.
 * R. Davidson, J. Comput. Phys. 26, 218 (1978).
 *
 * <p>Products of basis functions become {@link xcflow.gaussian.integral.Distribution}s; {@link
 * xcflow.gaussian.integral.CoulombKernel} lets distributions interact; {@link
 * xcflow.gaussian.integral.OneElectron}, {@link xcflow.gaussian.integral.CoulombMatrix} and {@link
 * xcflow.gaussian.integral.FourIndex} are what other packages use.
 */
package xcflow.gaussian.integral;
