/** Self-consistent densities as data sets for training. */
package xcflow.planewave.sampling;
