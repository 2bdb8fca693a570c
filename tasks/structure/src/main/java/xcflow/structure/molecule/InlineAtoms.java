package xcflow.structure.molecule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.GhostLabel;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.structure.xyz.XyzComment;
import xcflow.structure.xyz.XyzFile;

/** Atoms and settings written in one line, in parts between semicolons. */
record InlineAtoms(List<Atom> atoms, ChargeAndSpin settings) {
    private static final int LONGEST = 100_000;

    /**
     * @throws TextException if a word is not understood
     */
    static InlineAtoms read(String text) {
        InlineAtoms inline = new InlineAtoms(new ArrayList<>(), new ChargeAndSpin());
        if (text.length() > LONGEST) {
            throw new TextException(
                    String.format(
                            Locale.ROOT,
                            "a molecule of %d characters is given as a file, not inline",
                            text.length()));
        }
        TextFile lines = TextFile.of("inline molecule", text);
        for (int i = 0; i < lines.lines().size(); i++) {
            Line line = lines.line(i);
            for (int from = 0; from <= line.text().length(); ) {
                int end = line.text().indexOf(';', from);
                int to = end < 0 ? line.text().length() : end;
                inline.readPart(part(line, from, to));
                from = to + 1;
            }
        }
        return inline;
    }

    /** A part at the column where it stands. */
    private static Line part(Line line, int from, int to) {
        String before = " ".repeat(from);
        return new Line(line.file(), line.number(), before + line.text().substring(from, to));
    }

    private void readPart(Line part) {
        if (part.isBlank()) {
            return;
        }
        List<Word> words = split(settings.readPart(XyzComment.read(part)));
        if (words.isEmpty()) {
            return;
        }
        if (words.size() < 4) {
            throw words.get(0).error("'" + part.text().strip() + "' is not 'symbol x y z'");
        }
        if (words.size() > 4) {
            throw words.get(4)
                    .error(words.get(4).quoted() + " is not expected after 'symbol x y z'");
        }
        if (atoms.size() == XyzFile.MOST_ATOMS) {
            throw words.get(0)
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "there are more than the %d atoms that are read",
                                    XyzFile.MOST_ATOMS));
        }
        String what = "a coordinate in ångström";
        GhostLabel label = GhostLabel.of(words.get(0));
        Atom atom =
                Atom.angstrom(
                        ElementLabel.read(label.element()),
                        words.get(1).number(what),
                        words.get(2).number(what),
                        words.get(3).number(what));
        atoms.add(label.ghost() ? atom.asGhost() : atom);
    }

    /**
     * Commas may stand between all the numbers, as in {@code O,0,0,0.97} or {@code O 0,0,0.97};
     * with spaces beside them, a comma inside a number is a decimal comma, which is refused later.
     */
    private static List<Word> split(List<Word> words) {
        int last = words.size() - 1;
        if (words.size() > 2 || words.isEmpty() || commas(words.get(last)) != 3 - last) {
            return words;
        }
        List<Word> all = new ArrayList<>(words.subList(0, last));
        Word joined = words.get(last);
        int column = joined.column();
        for (String text : joined.text().split(",", -1)) {
            all.add(new Word(text, joined.file(), joined.line(), column));
            column += text.length() + 1;
        }
        return all;
    }

    private static long commas(Word word) {
        return word.text().chars().filter(c -> c == ',').count();
    }
}
