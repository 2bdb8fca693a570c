package xcflow.structure.xyz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * An XYZ file: the number of atoms, a comment, one line for each atom. What follows {@code #} or
 * {@code !} in the line of an atom is a comment too, as are lines that begin so.
 */
public record XyzFile(List<XyzAtom> atoms, XyzComment comment) {

    /** More atoms are more than any engine here can calculate. */
    public static final int MOST_ATOMS = 10_000;

    private static final String REMARK = "#!";

    public XyzFile {
        atoms = List.copyOf(atoms);
    }

    /**
     * @throws TextException if anything in the text is not understood
     */
    public static XyzFile read(TextFile text) {
        Lines lines = new Lines(text);
        lines.skipBlankAndComments(REMARK);
        Line first = lines.next("the number of atoms");
        Words header = first.withoutComment(REMARK).words();
        Word number = header.next("the number of atoms");
        if (!number.isInteger()) {
            throw number.error(
                    number.quoted() + " is not the number of atoms, which an XYZ file begins with");
        }
        int count = number.integer("the number of atoms");
        header.end();
        if (count < 1) {
            throw number.error("an XYZ file needs at least one atom");
        }
        if (count > MOST_ATOMS) {
            throw number.error(
                    String.format(
                            Locale.ROOT,
                            "%d atoms are more than the %d that are read",
                            count,
                            MOST_ATOMS));
        }
        Line remark = lines.next("the comment");
        refuseAtom(remark);
        XyzComment comment = XyzComment.read(remark);
        return new XyzFile(atoms(lines, count, XyzColumns.of(comment)), comment);
    }

    private static List<XyzAtom> atoms(Lines lines, int count, XyzColumns columns) {
        List<XyzAtom> atoms = new ArrayList<>();
        while (atoms.size() < count) {
            Line line = nextAtom(lines, count, atoms.size());
            atoms.add(columns.atom(line.withoutComment(REMARK).words()));
        }
        lines.skipBlankAndComments(REMARK);
        if (lines.hasNext()) {
            throw lines.peek()
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "there is more after the %d atoms that are announced; one frame is read",
                                    count));
        }
        return atoms;
    }

    private static Line nextAtom(Lines lines, int count, int found) {
        while (lines.hasNext()) {
            Line line = lines.next("an atom");
            if (line.isBlank()) {
                throw line.error(
                        String.format(
                                Locale.ROOT, "empty line where atom %d should be", found + 1));
            }
            if (!line.withoutComment(REMARK).isBlank()) {
                return line;
            }
        }
        throw new TextException(
                String.format(
                        Locale.ROOT,
                        "%s: %d atoms are announced, %d are there",
                        lines.name(),
                        count,
                        found));
    }

    /** A file without a comment line would lose its first atom. */
    private static void refuseAtom(Line line) {
        List<Word> words = line.words().all();
        boolean numbers = words.size() == 4 && words.stream().skip(1).allMatch(Word::isNumber);
        if (numbers && ElementLabel.symbol(words.get(0).text()).isPresent()) {
            throw line.error(
                    "an atom stands where the comment should be; it may be empty, but the line must"
                            + " be there");
        }
    }
}
