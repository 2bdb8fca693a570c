package xcflow.structure.molecule;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.structure.xyz.XyzFile;

/** The ways to write a molecule: by name, as an XYZ file, or inline. */
public final class Molecules {
    private static final Pattern INLINE =
            Pattern.compile("(?s).*[;\\n=].*|\\S++(\\s++\\S++){3}.*|[A-Z][a-z]?(,[^,]*){3}");

    private Molecules() {}

    /**
     * Molecule from what a user wrote: the path of an XYZ file, atoms inline, or a name.
     *
     * @throws MoleculeException if it is none of them; the message says what is nearest
     */
    public static Molecule parse(String text) {
        String trimmed = text.strip();
        if (isXyzFile(trimmed)) {
            return file(path(trimmed));
        }
        if (INLINE.matcher(trimmed).matches()) {
            return inline(trimmed);
        }
        try {
            return named(trimmed);
        } catch (MoleculeException e) {
            if (isFile(trimmed)) {
                throw new MoleculeException(
                        trimmed
                                + " is a file, but molecules are read from XYZ files, whose names end in"
                                + " .xyz; crystals are given with --crystal");
            }
            throw e;
        }
    }

    /** Whether a text is the name of an XYZ file, existing or not. */
    public static boolean isXyzFile(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".xyz") || lower.endsWith(".extxyz");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new MoleculeException("no file can be called " + text);
        }
    }

    private static boolean isFile(String text) {
        try {
            Path path = Path.of(text);
            return Files.exists(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Molecule of a name: a species of W4-11 in any case ({@code h2o}, {@code CH2-trip}), a formula
     * that only one known species has ({@code C3H8}), a common name ({@code water}), an atom in its
     * ground state by its symbol, or a system of BH76 behind the name of the set ({@code
     * BH76.hclhts}). {@code Co} is cobalt, {@code CO} carbon monoxide.
     */
    public static Molecule named(String name) {
        return Catalogue.INSTANCE.find(name);
    }

    /** Names of all species with a bundled geometry, and their molecules. */
    public static Map<String, Molecule> all() {
        return Catalogue.INSTANCE.all();
    }

    /** Molecule of an XYZ file. */
    public static Molecule file(Path path) {
        return file(path, path.toString());
    }

    /**
     * Molecule of an XYZ file that the user knows under another name.
     *
     * @throws MoleculeException if it is not understood; the message names file, line and column
     */
    public static Molecule file(Path path, String name) {
        try {
            return xyz(TextFile.read(path, name));
        } catch (TextException e) {
            throw new MoleculeException(e.getMessage());
        }
    }

    /** As {@link #file(Path)} of the text of a file. */
    public static Molecule xyz(String text) {
        try {
            return xyz(TextFile.of("XYZ", text));
        } catch (TextException e) {
            throw new MoleculeException(e.getMessage());
        }
    }

    private static Molecule xyz(TextFile text) {
        XyzFile file = XyzFile.read(text);
        if (file.comment().periodicDirections() > 0) {
            throw file.comment()
                    .error(
                            "the atoms are repeated periodically (Lattice, pbc), which is a crystal:"
                                    + " give it with --crystal (crystals: in a task); if a molecule is"
                                    + " meant, write pbc=\"F F F\"");
        }
        ChargeAndSpin settings = new ChargeAndSpin();
        settings.readComment(file.comment());
        settings.readAtoms(file.comment(), file.atoms());
        List<Atom> atoms =
                file.atoms().stream()
                        .map(
                                a -> {
                                    Atom atom = Atom.angstrom(a.element(), a.x(), a.y(), a.z());
                                    return a.ghost() ? atom.asGhost() : atom;
                                })
                        .toList();
        try {
            return molecule(atoms, settings);
        } catch (MoleculeException e) {
            throw new MoleculeException(text.name() + ": " + e.getMessage());
        }
    }

    /**
     * Atoms written inline, {@code "O 0 0 0.117; H 0 0.757 -0.469; H 0 -0.757 -0.469"} in ångström;
     * {@code charge=1}, {@code unpaired=2} or {@code multiplicity=3}, as a part of its own or
     * behind an atom, set charge and spin as in an XYZ file.
     *
     * @throws MoleculeException if a word is not understood; the message names the column
     */
    public static Molecule inline(String text) {
        try {
            InlineAtoms inline = InlineAtoms.read(text);
            return molecule(inline.atoms(), inline.settings());
        } catch (TextException e) {
            throw new MoleculeException(e.getMessage());
        }
    }

    static Molecule molecule(List<Atom> atoms, ChargeAndSpin settings) {
        int electrons = atoms.stream().mapToInt(Atom::charge).sum() - settings.charge();
        return new Molecule(atoms, settings.charge(), settings.unpaired(electrons));
    }
}
