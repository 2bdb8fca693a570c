package xcflow.experiments.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.GthLibrary;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.CrystalReader;
import xcflow.structure.library.LibraryCrystal;
import xcflow.structure.symmetry.KMesh;

/**
 * A crystal as input of tasks and commands, with the settings that are recommended for it.
 *
 * @param name for tables and plots
 * @param entry of the library; empty for a crystal from a file
 */
public record CrystalInput(String name, Crystal crystal, Optional<LibraryCrystal> entry) {

    /** What the documentation of a list of crystals says. */
    public static final String SYNTAX =
            "Crystals by name (`Si`, of the library), or as POSCAR, CIF or extended XYZ files"
                    + " (`{file: …}`); plane waves only.";

    private static final double CUTOFF_OF_A_FILE = 40;
    private static final double K_SPACING = 0.25;

    /**
     * @throws TaskFailure if the name is unknown or the file unreadable
     */
    public static CrystalInput load(Source source, InputFiles files)
            throws TaskFailure, IOException {
        if (source instanceof Artefact artefact) {
            try {
                return read(files.file(artefact), artefact.name());
            } catch (IllegalArgumentException e) {
                throw new TaskFailure(e.getMessage());
            }
        }
        try {
            return named(source.toString());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    /**
     * A crystal of the library, or of a POSCAR file if there is a file of that name.
     *
     * @throws IllegalArgumentException if there is neither, or the file cannot be understood
     */
    public static CrystalInput nameOrFile(String nameOrFile) throws IOException {
        Path file = Path.of(nameOrFile);
        boolean named = CrystalLibrary.bundled().find(nameOrFile).isPresent();
        return Files.isRegularFile(file) || (Files.exists(file) && !named)
                ? read(file, nameOrFile)
                : named(nameOrFile);
    }

    /** The name tells a file's crystal from one of the library with the same formula. */
    private static CrystalInput read(Path file, String name) throws IOException {
        Crystal crystal = CrystalReader.read(file, name);
        return new CrystalInput(
                crystal.formula() + " (" + Path.of(name).getFileName() + ")",
                crystal,
                Optional.empty());
    }

    /**
     * A crystal of the library.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists all
     */
    public static CrystalInput named(String name) {
        CrystalLibrary library = CrystalLibrary.bundled();
        LibraryCrystal entry =
                library.find(name)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no crystal is called '"
                                                        + name
                                                        + "'; known are "
                                                        + String.join(
                                                                ", ",
                                                                library.crystals().stream()
                                                                        .map(LibraryCrystal::name)
                                                                        .toList())
                                                        + ", and POSCAR, CIF and"
                                                        + " extended XYZ files"));
        return new CrystalInput(entry.name(), entry.crystal(), Optional.of(entry));
    }

    /** Whether volumes are changed in the plane of the layers only. */
    public boolean layered() {
        return entry.map(LibraryCrystal::layered).orElse(false);
    }

    /** Lattice constant of the conventional cell, Å. */
    public double latticeConstant() {
        return entry.map(LibraryCrystal::a)
                .orElseGet(() -> crystal.lattice().length(0) * Constants.BOHR_IN_ANGSTROM);
    }

    /** Pseudopotentials by element; given names replace the recommended ones. */
    public Map<String, String> pseudopotentials(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>();
        entry.ifPresent(e -> all.putAll(e.pseudopotentialByElement()));
        all.putAll(given);
        return all;
    }

    /** Cutoff in Ha: the given one, or the recommended one. */
    public double cutoff(Optional<Double> given) {
        return given.or(() -> entry.map(LibraryCrystal::cutoff))
                .orElseGet(
                        () ->
                                crystal.sites().stream()
                                        .mapToDouble(
                                                site ->
                                                        GthLibrary.pbe()
                                                                .of(site.element())
                                                                .recommendedCutoff())
                                        .max()
                                        .orElse(CUTOFF_OF_A_FILE));
    }

    /** Cutoff in Ha at which the hardest of the pseudopotentials is well converged. */
    public double softCutoff(Map<String, String> given) {
        Map<String, String> names = pseudopotentials(given);
        return crystal.sites().stream()
                .map(site -> site.element())
                .distinct()
                .mapToDouble(
                        element ->
                                (names.containsKey(element.symbol())
                                                ? GthLibrary.pbe()
                                                        .named(element, names.get(element.symbol()))
                                                : GthLibrary.pbe().of(element))
                                        .recommendedCutoff())
                .max()
                .orElse(CUTOFF_OF_A_FILE);
    }

    /** k-point mesh: the given one, the recommended one, or one of even density. */
    public KMesh kMesh(Optional<List<Integer>> given, List<Double> shift) {
        List<Integer> n = given.orElseGet(this::recommendedMesh);
        return KMesh.shifted(
                n.get(0), n.get(1), n.get(2), shift.get(0), shift.get(1), shift.get(2));
    }

    /** Divisions of the mesh of the library, or of one of even density. */
    public List<Integer> recommendedMesh() {
        return entry.map(LibraryCrystal::kpoints).orElseGet(this::evenMesh);
    }

    /** Smearing: the given one, or the recommended one. */
    public Smearing smearing(Optional<SmearingInput> given) {
        return given.map(s -> Smearing.named(s.kind(), s.width()))
                .or(
                        () ->
                                entry.flatMap(LibraryCrystal::smearing)
                                        .map(s -> Smearing.named(s.kind(), s.width())))
                .orElse(Smearing.none());
    }

    private List<Integer> evenMesh() {
        double[][] b = crystal.lattice().reciprocalRows();
        return java.util.Arrays.stream(b)
                .map(row -> Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]))
                .map(length -> Math.max(1, (int) Math.ceil(length / K_SPACING)))
                .toList();
    }
}
