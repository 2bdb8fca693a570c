package xcflow.experiments.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.InputFiles;
import xcflow.numerics.Constants;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.CrystalReader;
import xcflow.structure.library.LibraryCrystal;

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
                    + " (`{file: …}`); not every engine has them.";

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

    /** What is said where the engine has no crystals. */
    public static String otherEngines() {
        return "crystals need 'engine: "
                + Engines.all().stream()
                        .filter(engine -> engine.capabilities().crystals())
                        .map(Engine::name)
                        .collect(Collectors.joining("' or '"))
                + "'";
    }

    /** Stores a crystal in a file (extended XYZ) that may be the input of another task. */
    public static Artefact store(Crystal crystal, String file, TaskContext context)
            throws IOException {
        return Geometries.store(crystal, file, context);
    }

    /** For calculations. */
    public Structure.OfCrystal structure() {
        return new Structure.OfCrystal(name, crystal, entry);
    }
}
