/**
 * Exchange-correlation functionals: references written from the papers, neural functionals, their
 * training and the audit of exact constraints.
 *
 * <p>Variables and signs are those of libxc; see {@link xcflow.functional.Functional}.
 */
package xcflow.functional;
