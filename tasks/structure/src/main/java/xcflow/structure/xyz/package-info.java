/**
 * XYZ files, plain and extended: atoms in ångström, and a comment that may say charge, spin,
 * lattice and the meaning of the columns.
 */
package xcflow.structure.xyz;
