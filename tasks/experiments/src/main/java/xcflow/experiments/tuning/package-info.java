/** Fine-tuning a functional on correlated energies. */
package xcflow.experiments.tuning;
