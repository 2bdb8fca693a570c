/**
 * Crystallographic information files (CIF 1.1; S. R. Hall, F. H. Allen, I. D. Brown, Acta Cryst. A
 * 47, 655 (1991)): the syntax, and the crystal that a file of one structure describes.
 */
package xcflow.structure.cif;
