package xcflow.planewave.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xcflow.numerics.Element;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.pseudopotential.GthLibrary;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.library.LibraryCrystal;
import xcflow.structure.symmetry.KMesh;

/**
 * The settings that are recommended for a crystal: by the library, or for one from a file by its
 * pseudopotentials and the density of k-points.
 */
record Recommended(Crystal crystal, Optional<LibraryCrystal> entry) {
    private static final double CUTOFF_OF_A_FILE = 40;
    private static final double K_SPACING = 0.25;

    Recommended(Structure.OfCrystal structure) {
        this(structure.crystal(), structure.entry());
    }

    Recommended(Crystal crystal) {
        this(crystal, Optional.empty());
    }

    /** Pseudopotentials by element; given ones replace the recommended ones. */
    Pseudopotentials pseudopotentials(Pseudopotentials given) {
        return entry.map(e -> given.or(e.pseudopotentialByElement())).orElse(given);
    }

    /**
     * Cutoff in Ha: the given one, or the recommended one. Those of the library and of elements are
     * for the usual pseudopotentials; others have that of the hardest of them.
     */
    double cutoff(Optional<Double> given, Pseudopotentials chosen) {
        if (given.isPresent()) {
            return given.get();
        }
        if (!chosen.usual()) {
            return softCutoff(chosen);
        }
        return entry.map(LibraryCrystal::cutoff)
                .orElseGet(
                        () ->
                                elements().stream()
                                        .map(GthLibrary.pbe()::of)
                                        .mapToDouble(Gth::recommendedCutoff)
                                        .max()
                                        .orElse(CUTOFF_OF_A_FILE));
    }

    /** Cutoff in Ha at which the hardest of the pseudopotentials is well converged. */
    double softCutoff(Pseudopotentials given) {
        return pseudopotentials(given).of(elements()).stream()
                .mapToDouble(Gth::recommendedCutoff)
                .max()
                .orElse(CUTOFF_OF_A_FILE);
    }

    private List<Element> elements() {
        return crystal.sites().stream().map(Site::element).distinct().toList();
    }

    /** k-point mesh: the given one, the recommended one, or one of even density. */
    KMesh kMesh(Optional<List<Integer>> given, List<Double> shift) {
        List<Integer> n = given.orElseGet(this::mesh);
        return KMesh.shifted(
                n.get(0), n.get(1), n.get(2), shift.get(0), shift.get(1), shift.get(2));
    }

    /** Divisions of the mesh of the library, or of one of even density. */
    List<Integer> mesh() {
        return entry.map(LibraryCrystal::kpoints).orElseGet(this::evenMesh);
    }

    /** Smearing: the given one, or the recommended one. */
    Smearing smearing(Optional<SmearingSettings> given) {
        return given.map(SmearingSettings::smearing)
                .or(
                        () ->
                                entry.flatMap(LibraryCrystal::smearing)
                                        .map(s -> Smearing.named(s.kind(), s.width())))
                .orElse(Smearing.none());
    }

    private List<Integer> evenMesh() {
        return Arrays.stream(crystal.lattice().reciprocalRows())
                .map(row -> Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]))
                .map(length -> Math.max(1, (int) Math.ceil(length / K_SPACING)))
                .toList();
    }
}
