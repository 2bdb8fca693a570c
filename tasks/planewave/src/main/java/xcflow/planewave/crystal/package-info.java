/** Crystals: lattice vectors and the atoms in a cell. */
package xcflow.planewave.crystal;
