/** Forces on the atoms and stress of the cell: derivatives of the energy of a solution. */
package xcflow.planewave.force;
