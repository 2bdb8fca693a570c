/**
 * Reference functionals, written from the papers, with analytic derivatives.
 *
 * <p>A functional is a sum of {@link xcflow.functional.reference.Term terms} that are evaluated
 * together at each point, so that they share the roots of the density. Exchange is an {@link
 * xcflow.functional.reference.Enhancement enhancement factor} and the spin scaling relation;
 * correlation is a {@link xcflow.functional.reference.UniformCorrelation uniform electron gas} and
 * a gradient correction.
 */
package xcflow.functional.reference;
