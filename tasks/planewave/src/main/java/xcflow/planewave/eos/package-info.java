/** Equations of state of crystals: energy as a function of volume, its fit, and how two differ. */
package xcflow.planewave.eos;
