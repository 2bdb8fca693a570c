package xcflow.structure.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * Reads a crystal from a POSCAR file as VASP 4, 5 and 6 and others write it: title, scale, three
 * lattice vectors in Å, symbols, counts, optionally "Selective dynamics", "Direct" or "Cartesian",
 * one line for each atom. One scale multiplies all lengths, three multiply x, y and z, a negative
 * one is the cell's volume in Å³. What follows {@code !} or {@code #} is a comment.
 */
public final class PoscarReader {
    private static final String REMARK = "!#";

    /** Words that may follow Direct, Cartesian or Selective. */
    private static final Set<String> FILLERS = Set.of("dynamics", "coordinates", "coords", "mode");

    private final Lines lines;

    private PoscarReader(TextFile text) {
        lines = new Lines(text);
    }

    /** As {@link #read(TextFile)} of a file. */
    public static Crystal read(Path file) {
        return read(TextFile.read(file));
    }

    /**
     * @throws IllegalArgumentException if anything in the text is not understood; the message names
     *     line and column
     */
    public static Crystal read(TextFile text) {
        return new PoscarReader(text).crystal();
    }

    private Crystal crystal() {
        Line title = lines.next("the title");
        Words scaleLine = words("the scale");
        double[] scale = scale(scaleLine);
        double[][] rows = new double[3][];
        for (int row = 0; row < 3; row++) {
            Words words = words("a lattice vector");
            rows[row] = words.numbers(3, "a component of a lattice vector");
            words.end();
        }
        if (scale.length == 1 && scale[0] < 0) {
            scale[0] = Math.cbrt(-scale[0] / span(scaleLine, rows).volume());
        }
        double[] bohr = Arrays.stream(scale).map(s -> s / Constants.BOHR_IN_ANGSTROM).toArray();
        for (double[] row : rows) {
            scale(row, bohr);
        }
        Lattice lattice = span(scaleLine, rows);
        PoscarSpecies species = PoscarSpecies.read(title, lines);
        List<Site> sites = sites(species, lattice, bohr);
        new PoscarTail(lines).skip(sites.size());
        return new Crystal(lattice, sites);
    }

    /** One factor, which may be a negative volume, or three positive ones. */
    private static double[] scale(Words words) {
        int count = words.all().size();
        if (count != 1 && count != 3) {
            throw words.line().error("the scale is one number, or three for x, y and z");
        }
        double[] scale = words.numbers(count, "a scale");
        for (int i = 0; i < count; i++) {
            if (scale[i] == 0 || (count == 3 && scale[i] < 0)) {
                throw words.all()
                        .get(i)
                        .error(
                                count == 3
                                        ? "three scales must be positive"
                                        : "the scale must not be zero");
            }
        }
        return scale;
    }

    private static void scale(double[] vector, double[] scale) {
        for (int axis = 0; axis < 3; axis++) {
            vector[axis] *= scale[scale.length == 1 ? 0 : axis];
        }
    }

    private static Lattice span(Words place, double[][] rows) {
        try {
            return Lattice.ofRows(rows);
        } catch (IllegalArgumentException e) {
            throw place.line().error("the lattice vectors do not span a cell");
        }
    }

    private List<Site> sites(PoscarSpecies species, Lattice lattice, double[] bohr) {
        boolean selective = lines.hasNext() && mode(lines.peek()) == 's';
        if (selective) {
            lines.next("Selective dynamics");
        }
        Line modeLine = lines.next("Direct or Cartesian");
        char mode = mode(modeLine);
        if (mode != 'd' && mode != 'c') {
            throw modeLine.error(
                    "expected Direct or Cartesian, found '" + modeLine.text().strip() + "'");
        }
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < species.total(); i++) {
            Words words = words("the position of atom " + (i + 1));
            double[] p = words.numbers(3, "a coordinate");
            Element element = species.of(i, words.line(), tail(words, selective));
            if (mode == 'c') {
                scale(p, bohr);
                p = lattice.fractional(p);
            }
            sites.add(new Site(element, p[0], p[1], p[2]));
        }
        return sites;
    }

    /** The word behind a position and its flags, or null. */
    private static Word tail(Words words, boolean selective) {
        for (int i = 0; selective && i < 3; i++) {
            Word flag = words.next("a flag T or F");
            if (!flag.text().matches("(?i)\\.?(t|f|true|false)\\.?")) {
                throw flag.error(flag.quoted() + " is not T or F");
            }
        }
        Word label = words.hasNext() ? words.next("an element") : null;
        words.end();
        return label;
    }

    /** Words of the next line, which must not be empty. */
    private Words words(String what) {
        Line line = lines.next(what);
        if (line.withoutComment(REMARK).isBlank()) {
            throw line.error("empty line where " + what + " should be");
        }
        return line.withoutComment(REMARK).words();
    }

    /**
     * Kind of a line between counts and positions: s (selective), d (direct, fractional), c
     * (Cartesian) or another letter.
     */
    static char mode(Line line) {
        Words words = line.withoutComment(REMARK).words();
        if (!words.hasNext()) {
            return ' ';
        }
        String word = words.next("").text().toLowerCase(Locale.ROOT);
        while (words.hasNext()) {
            if (!FILLERS.contains(words.peek().text().toLowerCase(Locale.ROOT))) {
                throw words.peek().error(words.peek().quoted() + " is not expected here");
            }
            words.next("");
        }
        if (word.matches("s|sel|selective")) {
            return 's';
        }
        if (word.matches("d|dir|direct|f|frac|fractional")) {
            return 'd';
        }
        return word.matches("[ck]|[ck]art|[ck]artesian") ? 'c' : '?';
    }
}
