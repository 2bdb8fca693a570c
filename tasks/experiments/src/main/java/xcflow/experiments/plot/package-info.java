/** Figures that an experiment declares. */
package xcflow.experiments.plot;
