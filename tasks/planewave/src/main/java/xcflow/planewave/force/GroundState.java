package xcflow.planewave.force;

import java.util.List;
import xcflow.functional.Functional;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.Symmetriser;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.term.CutoffSmoothing;
import xcflow.planewave.term.Potential;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.symmetry.SpaceGroup;

/**
 * What a solution leaves behind for derivatives of its energy. They are calculated when they are
 * asked for, so that a calculation that nobody asks takes no time for them; its orbitals stay in
 * memory as long as this does.
 *
 * @param crystal lattice and positions that were calculated
 * @param atoms pseudopotential of each site
 * @param electrons in the cell
 * @param functional exchange-correlation functional
 * @param smoothing of the cutoff
 * @param group operations that reduced the k-points
 * @param symmetriser of fields, for the same operations
 * @param density of the orbitals
 * @param potential that they are eigenfunctions in
 * @param orbitals of each spin and irreducible k-point
 * @param threads to use; results do not depend on it
 */
public record GroundState(
        Crystal crystal,
        List<Gth> atoms,
        double electrons,
        Functional functional,
        CutoffSmoothing smoothing,
        SpaceGroup group,
        Symmetriser symmetriser,
        Density density,
        Potential potential,
        List<FilledOrbitals> orbitals,
        int threads) {

    public GroundState {
        atoms = List.copyOf(atoms);
        orbitals = List.copyOf(orbitals);
    }
}
