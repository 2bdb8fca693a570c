/** Symmetry operations of crystals, and meshes of k-points reduced by them. */
package xcflow.structure.symmetry;
