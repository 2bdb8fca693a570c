/**
 * The terms of the Kohn-Sham energy. Each knows its energy and its operator; their sum is the
 * Hamiltonian.
 */
package xcflow.planewave.term;
