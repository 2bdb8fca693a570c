/**
 * Electron densities that other programs have written on a regular grid in a cell: their files, and
 * the gradients of what is in them.
 */
package xcflow.structure.density;
