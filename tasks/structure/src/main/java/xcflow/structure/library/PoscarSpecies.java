package xcflow.structure.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Element;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * The elements of a POSCAR file with their numbers of atoms. VASP 4 writes the numbers alone; the
 * elements then stand in the title (which consists of them, perhaps behind a label and a colon) or
 * behind each position.
 */
final class PoscarSpecies {
    private static final String REMARK = "!#";

    /** A symbol, perhaps with the name or hash of a pseudopotential. */
    private static final Pattern SPECIES =
            Pattern.compile("([A-Z][a-z]?)(_[A-Za-z0-9_]+)?(/\\S*)?");

    /** {@code null} for kinds whose element is only known from the lines of positions. */
    private final Element[] byAtom;

    private PoscarSpecies(Element[] byAtom) {
        this.byAtom = byAtom;
    }

    static PoscarSpecies read(Line title, Lines lines) {
        List<Word> symbols = symbols(lines);
        List<Word> counts = counts(lines, symbols.size());
        if (symbols.isEmpty()) {
            symbols = titled(title, counts.size());
        } else if (symbols.size() != counts.size()) {
            throw counts.get(Math.min(symbols.size(), counts.size() - 1))
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "there are %d elements but %d numbers of atoms",
                                    symbols.size(),
                                    counts.size()));
        }
        List<Element> elements = symbols.stream().map(PoscarSpecies::element).toList();
        int total = 0;
        for (Word count : counts) {
            int n = count.integer("a number of atoms");
            if (n < 0) {
                throw count.error("a number of atoms cannot be negative");
            }
            total = Math.addExact(total, n);
            if (total > CrystalReader.MOST_ATOMS) {
                throw count.error(
                        String.format(
                                Locale.ROOT,
                                "%d atoms are more than the %d that are read",
                                total,
                                CrystalReader.MOST_ATOMS));
            }
        }
        if (total > lines.left()) {
            throw counts.get(0)
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "%d atoms are announced, %d lines follow",
                                    total,
                                    lines.left()));
        }
        Element[] byAtom = new Element[total];
        int at = 0;
        for (int kind = 0; kind < counts.size(); kind++) {
            Element element = elements.isEmpty() ? null : elements.get(kind);
            for (int i = counts.get(kind).integer(""); i > 0; i--) {
                byAtom[at++] = element;
            }
        }
        return new PoscarSpecies(byAtom);
    }

    /** Words before the first number; none in files of VASP 4. */
    private static List<Word> symbols(Lines lines) {
        List<Word> symbols = new ArrayList<>();
        while (true) {
            Words words = line(lines, "the elements").words();
            if (words.peek().isNumber()) {
                return symbols;
            }
            lines.next("");
            symbols.addAll(words.all());
        }
    }

    /** Lines of numbers, until there are as many as symbols. */
    private static List<Word> counts(Lines lines, int expected) {
        List<Word> counts = new ArrayList<>();
        do {
            Line line = line(lines, "the number of atoms of each element");
            lines.next("");
            counts.addAll(line.words().all());
            counts.forEach(count -> count.integer("a number of atoms"));
        } while (counts.size() < expected
                && line(lines, "a number of atoms").words().peek().isInteger());
        return counts;
    }

    private static Line line(Lines lines, String what) {
        if (!lines.hasNext()) {
            lines.next(what);
        }
        Line line = lines.peek().withoutComment(REMARK);
        if (line.isBlank()) {
            throw line.error("empty line where " + what + " should be");
        }
        return line;
    }

    /** The symbols that the title consists of; empty if it does not. */
    private static List<Word> titled(Line title, int count) {
        int colon = title.text().lastIndexOf(':');
        String after = " ".repeat(colon + 1) + title.text().substring(colon + 1);
        List<Word> words = new Line(title.file(), title.number(), after).words().all();
        boolean symbols =
                words.size() == count && words.stream().allMatch(w -> symbol(w).isPresent());
        return symbols ? words : List.of();
    }

    private static Optional<Element> symbol(Word word) {
        Matcher matcher = SPECIES.matcher(word.text());
        return matcher.matches() ? ElementLabel.symbol(matcher.group(1)) : Optional.empty();
    }

    private static Element element(Word word) {
        return symbol(word).orElseThrow(() -> word.error(word.quoted() + " is not an element"));
    }

    /** Number of atoms. */
    int total() {
        return byAtom.length;
    }

    /**
     * Element of an atom.
     *
     * @param line where its position stands
     * @param label what stands behind its position, or null
     */
    Element of(int atom, Line line, Word label) {
        Element element = byAtom[atom];
        if (label == null && element == null) {
            throw line.error(
                    "the elements are missing: write them in a line before the numbers of atoms, as"
                            + " VASP 5 does");
        }
        if (label == null) {
            return element;
        }
        Element labelled =
                symbol(label)
                        .orElseThrow(() -> label.error(label.quoted() + " is not expected here"));
        if (element != null && !element.equals(labelled)) {
            throw label.error(label.quoted() + " follows an atom of " + element);
        }
        return labelled;
    }
}
