/** Products of matrices and extrapolation, for all iterations of the Gaussian engine. */
package xcflow.gaussian.algebra;
