/** Tables and pictures that tasks write. */
package xcflow.experiments.output;
