package xcflow.planewave.symmetry;

import java.util.ArrayList;
import java.util.List;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.Demands;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.SpaceGroup;
import xcflow.structure.symmetry.SymmetricCrystal;

/** Groups of crystals whose atoms are told apart by element and moment. */
final class Groups {
    private Groups() {}

    static SpaceGroup of(Crystal crystal) {
        return symmetric(crystal, SymmetricCrystal.TOLERANCE).group();
    }

    static SymmetricCrystal symmetric(Crystal crystal, double tolerance) {
        return SymmetricCrystal.of(crystal, kinds(crystal), Demands.of(KMesh.gamma()), tolerance);
    }

    static List<Integer> kinds(Crystal crystal) {
        List<Object> each = new ArrayList<>();
        for (Site site : crystal.sites()) {
            each.add(List.of(site.element(), site.moment()));
        }
        return each.stream().map(each::indexOf).toList();
    }
}
