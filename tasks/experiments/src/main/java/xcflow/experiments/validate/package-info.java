/** Comparing functionals in self-consistent calculations and against exact constraints. */
package xcflow.experiments.validate;
