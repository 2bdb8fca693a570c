/** Plane waves: Fourier grids, the sphere of the density, the spheres of the orbitals. */
package xcflow.planewave.basis;
