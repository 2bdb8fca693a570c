/** From the densities that went into and came out of the Hamiltonian to the next one. */
package xcflow.planewave.mixing;
