/**
 * Audit of exact constraints.
 *
 * <p>An {@link xcflow.functional.audit.Audit} tries a functional on a dense grid of density
 * parameter r_s, polarisation ζ and reduced gradient s and says of each {@link
 * xcflow.functional.audit.Constraint} whether it holds there. That is a search for violations, not
 * a proof. The conditions are local ones, sufficient for those of the integrated energy: Pederson
 * and Burke, J. Chem. Phys. 159, 214113 (2023).
 */
package xcflow.functional.audit;
