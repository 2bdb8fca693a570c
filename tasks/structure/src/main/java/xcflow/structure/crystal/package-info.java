/** Crystals: lattice vectors and the atoms in a cell. */
package xcflow.structure.crystal;
