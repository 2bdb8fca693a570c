/**
 * The inputs that tasks share: how a workflow file names molecules, crystals, functionals and
 * settings.
 */
package xcflow.experiments.input;
