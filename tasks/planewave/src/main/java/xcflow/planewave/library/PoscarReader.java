package xcflow.planewave.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.planewave.crystal.Crystal;
import xcflow.planewave.crystal.Lattice;
import xcflow.planewave.crystal.Site;

/**
 * Reads a crystal from a POSCAR file, in the form of VASP 5 and later (with a line of element
 * symbols): comment, scale, three lattice vectors in Å, symbols, counts, optionally "Selective
 * dynamics", "Direct" or "Cartesian", one line for each atom. A negative scale is the cell's volume
 * in Å³.
 */
public final class PoscarReader {
    private final Path file;
    private final BufferedReader in;
    private int line;

    private PoscarReader(Path file, BufferedReader in) {
        this.file = file;
        this.in = in;
    }

    /**
     * @throws IllegalArgumentException if the file is not a POSCAR file; the message names the line
     */
    public static Crystal read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return new PoscarReader(file, in).crystal();
        }
    }

    private Crystal crystal() throws IOException {
        next("a comment");
        double scale = numbers(next("the scale"), 1)[0];
        double[][] rows = new double[3][];
        for (int row = 0; row < 3; row++) {
            rows[row] = numbers(next("a lattice vector"), 3);
        }
        Lattice unscaled = Lattice.ofRows(rows);
        double factor = scale < 0 ? Math.cbrt(-scale / unscaled.volume()) : scale;
        if (!(factor > 0)) {
            throw wrong("the scale must not be zero");
        }
        double angstrom = factor / Constants.BOHR_IN_ANGSTROM;
        Lattice lattice = unscaled.scaled(angstrom);
        List<Element> elements = new ArrayList<>();
        for (String symbol : next("the element symbols").split("\\s+")) {
            elements.add(
                    Element.ofSymbol(symbol)
                            .orElseThrow(() -> wrong("'" + symbol + "' is not an element")));
        }
        double[] counts = numbers(next("the number of atoms of each element"), elements.size());
        String mode = next("Direct or Cartesian");
        if (mode.toLowerCase(Locale.ROOT).startsWith("s")) {
            mode = next("Direct or Cartesian");
        }
        char first = Character.toLowerCase(mode.charAt(0));
        if (first != 'd' && first != 'c' && first != 'k') {
            throw wrong("expected Direct or Cartesian, found '" + mode + "'");
        }
        List<Site> sites = new ArrayList<>();
        for (int kind = 0; kind < elements.size(); kind++) {
            for (int i = 0; i < counts[kind]; i++) {
                double[] p = numbers(next("an atom's position"), 3);
                if (first != 'd') {
                    p = lattice.fractional(p[0] * angstrom, p[1] * angstrom, p[2] * angstrom);
                }
                sites.add(new Site(elements.get(kind), p[0], p[1], p[2]));
            }
        }
        return new Crystal(lattice, sites);
    }

    private String next(String what) throws IOException {
        String text = in.readLine();
        line++;
        if (text == null) {
            throw wrong("the file ends where " + what + " should be");
        }
        String stripped = text.strip();
        if (stripped.isEmpty() && line > 1) {
            throw wrong("empty line where " + what + " should be");
        }
        return stripped;
    }

    private double[] numbers(String text, int count) {
        String[] words = text.split("\\s+");
        if (words.length < count) {
            throw wrong("expected " + count + " numbers, found '" + text + "'");
        }
        try {
            return Arrays.stream(words, 0, count).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw wrong("expected " + count + " numbers, found '" + text + "'");
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
