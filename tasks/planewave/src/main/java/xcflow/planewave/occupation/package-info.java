/** How orbitals are filled: smearing and the Fermi level. */
package xcflow.planewave.occupation;
