/**
 * Kohn-Sham theory of crystals (and of molecules in a box) in plane waves with pseudopotentials.
 *
 * <p>The packages follow the mathematics. A {@link xcflow.structure.crystal.Crystal} with
 * pseudopotentials, a functional and electrons is a {@link xcflow.planewave.scf.Model}; a cutoff
 * and a k-mesh discretise it; {@code term} holds one class for each term of the energy, which knows
 * the energy and its operator; {@code eigensolver}, {@code mixing}, {@code occupation} and the
 * convergence test are arguments of the loop in {@code scf}. Everything is in Hartree atomic units.
 */
package xcflow.planewave;
