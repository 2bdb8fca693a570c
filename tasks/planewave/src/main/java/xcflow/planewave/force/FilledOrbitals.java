package xcflow.planewave.force;

import xcflow.numerics.NativeMatrix;
import xcflow.planewave.basis.OrbitalBasis;

/**
 * Orbitals of one spin at one k-point with their electrons.
 *
 * @param spin 0 up (or both), 1 down
 * @param basis the plane waves
 * @param orbitals as rows, of which the first ones have charges
 * @param charges electrons in each orbital times the weight of the k-point; further orbitals are
 *     empty
 */
public record FilledOrbitals(
        int spin, OrbitalBasis basis, NativeMatrix orbitals, double[] charges) {}
