/** Molecules: atoms in space with a charge and a spin, and the places they are read from. */
package xcflow.structure.molecule;
