/**
 * Benchmark sets of molecules in folders as GMTKN55 has them: geometries, charges, spins, and
 * reactions with reference energies.
 */
package xcflow.structure.benchmark;
