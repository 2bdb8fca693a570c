package xcflow.gaussian.molecule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Element;

/** The ways to write a molecule: by name, as an XYZ file, or inline. */
public final class Molecules {
    private static final Pattern CHARGE = key("charge");
    private static final Pattern UNPAIRED = key("unpaired");

    private Molecules() {}

    /**
     * Molecule from what a user wrote: the path of an XYZ file, atoms inline, or a name.
     *
     * @throws MoleculeException if it is none of them; the message says what is nearest
     */
    public static Molecule parse(String text) {
        String trimmed = text.strip();
        if (trimmed.toLowerCase(Locale.ROOT).endsWith(".xyz")) {
            return file(Path.of(trimmed));
        }
        if (trimmed.contains(";") || trimmed.matches("\\S+\\s+\\S+\\s+\\S+\\s+\\S+.*")) {
            return inline(trimmed);
        }
        return named(trimmed);
    }

    /**
     * Molecule of a name: a species of W4-11 in any case ({@code h2o}, {@code CH2-trip}), a formula
     * that only one known species has ({@code C3H8}), a common name ({@code water}), or an atom in
     * its ground state by its symbol. {@code Co} is cobalt, {@code CO} carbon monoxide.
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
        try {
            return xyz(Files.readString(path));
        } catch (MoleculeException e) {
            throw new MoleculeException(path + ": " + e.getMessage());
        } catch (IOException e) {
            throw new MoleculeException("cannot read the XYZ file " + path);
        }
    }

    /**
     * Molecule of the text of an XYZ file: number of atoms, comment, then one line {@code symbol x
     * y z} in ångström for each atom. The comment may contain {@code charge=1} and {@code
     * unpaired=2}; without them the charge is 0 and as few electrons as possible are unpaired.
     */
    public static Molecule xyz(String text) {
        List<String> lines = text.lines().toList();
        int count;
        try {
            count = Integer.parseInt(lines.get(0).strip());
        } catch (RuntimeException e) {
            throw new MoleculeException("line 1 of an XYZ file is the number of atoms");
        }
        if (count < 1 || lines.size() < count + 2) {
            throw new MoleculeException(
                    "%d atoms are announced, %d lines follow the comment"
                            .formatted(count, Math.max(0, lines.size() - 2)));
        }
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            atoms.add(atom(lines.get(i + 2), "line " + (i + 3)));
        }
        String comment = lines.get(1);
        return molecule(atoms, number(CHARGE, comment), number(UNPAIRED, comment));
    }

    /**
     * Atoms written inline, {@code "O 0 0 0.117; H 0 0.757 -0.469; H 0 -0.757 -0.469"} in ångström;
     * a part {@code charge=1} or {@code unpaired=2} sets charge and spin as in an XYZ file.
     */
    public static Molecule inline(String text) {
        List<Atom> atoms = new ArrayList<>();
        for (String part : text.split("[;\\n]")) {
            if (!part.isBlank() && !part.contains("=")) {
                atoms.add(atom(part, "'" + part.strip() + "'"));
            }
        }
        return molecule(atoms, number(CHARGE, text), number(UNPAIRED, text));
    }

    private static Molecule molecule(
            List<Atom> atoms, Optional<Integer> charge, Optional<Integer> unpaired) {
        int electrons = atoms.stream().mapToInt(Atom::charge).sum() - charge.orElse(0);
        return new Molecule(atoms, charge.orElse(0), unpaired.orElse(Math.floorMod(electrons, 2)));
    }

    private static Atom atom(String line, String where) {
        String[] words = line.strip().split("[\\s,]+");
        if (words.length < 4) {
            throw new MoleculeException(where + " is not 'symbol x y z'");
        }
        Element element =
                Element.ofSymbol(words[0])
                        .orElseThrow(
                                () ->
                                        new MoleculeException(
                                                where + ": there is no element " + words[0]));
        double[] position = new double[3];
        for (int i = 0; i < 3; i++) {
            try {
                position[i] = Double.parseDouble(words[i + 1]);
            } catch (NumberFormatException e) {
                throw new MoleculeException(
                        where + ": " + words[i + 1] + " is not a coordinate in ångström");
            }
        }
        return Atom.angstrom(element, position[0], position[1], position[2]);
    }

    private static Pattern key(String name) {
        return Pattern.compile("\\b" + name + "\\s*[=:]\\s*([+-]?\\d+)", Pattern.CASE_INSENSITIVE);
    }

    private static Optional<Integer> number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
