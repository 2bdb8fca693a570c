/** The built-in tasks: one class each, composed out of the functionals and the two engines. */
package xcflow.experiments;
