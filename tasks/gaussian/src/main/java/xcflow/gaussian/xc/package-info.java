/**
 * Densities on the integration grid and the exchange-correlation energy and matrix.
 *
 * <p>A basis function is a radial part times an angular part, χ = R(r)·Y(x, y, z), and so are the
 * shapes of the kernels here: only R and its slope are kept for each shell and point; the angular
 * polynomials are cheap and made anew. Density and matrix are products of small dense matrices, one
 * block of points at a time, over the shells that reach the block.
 */
package xcflow.gaussian.xc;
