/** Energies over volumes and the equations of state fitted to them. */
package xcflow.experiments.eos;
