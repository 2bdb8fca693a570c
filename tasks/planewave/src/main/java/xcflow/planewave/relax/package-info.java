/** Relaxation of atoms and cells to where neither forces nor stress act. */
package xcflow.planewave.relax;
