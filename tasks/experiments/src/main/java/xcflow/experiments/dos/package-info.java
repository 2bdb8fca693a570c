/** Densities of states. */
package xcflow.experiments.dos;
