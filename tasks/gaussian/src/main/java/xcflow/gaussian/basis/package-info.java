/**
 * Contracted Gaussian basis functions: where they are read from, how they are ordered and
 * normalised. {@link xcflow.gaussian.basis.Basis} defines the conventions.
 */
package xcflow.gaussian.basis;
