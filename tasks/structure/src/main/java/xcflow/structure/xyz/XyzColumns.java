package xcflow.structure.xyz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.numerics.Element;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.GhostLabel;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * What the columns of an XYZ file mean: as {@code Properties} of an extended file says, else
 * symbol, x, y, z.
 */
final class XyzColumns {
    private static final List<String> SPECIES =
            List.of("species", "element", "elements", "symbols");
    private static final List<String> NUMBERS = List.of("z", "numbers", "atomicnumbers");
    private static final List<String> POSITIONS = List.of("pos", "positions");

    private static final List<String> CHARGES =
            List.of("initialcharges", "formalcharges", "formalcharge");
    private static final String MOMENTS = "initialmagmoms";

    /** Columns that tell of spin, as results of other programs do. */
    private static final Pattern SPIN = Pattern.compile(".*(magmom|spin|magneti).*");

    /** Moments of atoms of a closed shell, as other programs print them, are below this. */
    private static final double NO_MOMENT = 0.05;

    /**
     * @param name in lower case without underscores
     * @param type S (text), R (real), I (whole number) or L (T or F)
     * @param count number of words
     */
    private record Column(String name, char type, int count) {}

    private static final XyzColumns PLAIN =
            new XyzColumns(List.of(new Column("species", 'S', 1), new Column("pos", 'R', 3)));

    private final List<Column> columns;

    private XyzColumns(List<Column> columns) {
        this.columns = columns;
    }

    static XyzColumns of(XyzComment comment) {
        Optional<Word> properties = comment.value("properties");
        return properties.isEmpty() ? PLAIN : declared(properties.get());
    }

    private static XyzColumns declared(Word properties) {
        String[] parts = properties.text().split(":", -1);
        List<Column> columns = new ArrayList<>();
        if (parts.length % 3 != 0) {
            throw properties.error("Properties are name:type:count, several joined by colons");
        }
        for (int i = 0; i < parts.length; i += 3) {
            String name = parts[i].toLowerCase(Locale.ROOT).replace("_", "");
            boolean known = parts[i + 1].matches("[SRIL]") && parts[i + 2].matches("[1-9][0-9]?");
            if (name.isEmpty() || !known) {
                throw properties.error(
                        String.format(
                                Locale.ROOT,
                                "'%s:%s:%s' of Properties is not name:type:count with a type S, R, I or L",
                                parts[i],
                                parts[i + 1],
                                parts[i + 2]));
            }
            if (columns.stream().anyMatch(c -> c.name().equals(name))) {
                throw properties.error("Properties name " + parts[i] + " twice");
            }
            columns.add(new Column(name, parts[i + 1].charAt(0), Integer.parseInt(parts[i + 2])));
        }
        XyzColumns all = new XyzColumns(List.copyOf(columns));
        if (!all.has(POSITIONS, 'R', 3)
                || !(all.has(SPECIES, 'S', 1) || all.has(NUMBERS, 'I', 1))) {
            throw properties.error("Properties need species:S:1 (or Z:I:1) and pos:R:3");
        }
        return all;
    }

    private boolean has(List<String> names, char type, int count) {
        return columns.stream()
                .anyMatch(c -> names.contains(c.name()) && c.type() == type && c.count() == count);
    }

    private boolean isPlain() {
        return this == PLAIN;
    }

    /** Reads one atom; all words of the line must be accounted for. */
    XyzAtom atom(Words words) {
        Element element = null;
        double[] position = null;
        double charge = 0;
        double moment = 0;
        boolean ghost = false;
        for (Column column : columns) {
            if (POSITIONS.contains(column.name()) && column.type() == 'R') {
                position = words.numbers(3, "a coordinate in ångström");
            } else if (SPECIES.contains(column.name()) && column.type() == 'S') {
                GhostLabel label = GhostLabel.of(words.next("an element"));
                ghost = label.ghost();
                element = agreeing(element, label.element());
            } else if (NUMBERS.contains(column.name()) && column.type() == 'I') {
                element = agreeing(element, words.next("an atomic number"));
            } else if (CHARGES.contains(column.name()) && column.count() == 1) {
                charge = words.number("a charge");
            } else if (column.name().equals(MOMENTS) && column.count() == 1) {
                moment = words.number("a magnetic moment");
            } else {
                readOther(column, words);
            }
        }
        if (isPlain() && words.hasNext()) {
            throw words.peek()
                    .error(
                            words.peek().quoted()
                                    + " comes after 'symbol x y z' and means nothing here; further"
                                    + " columns are declared in the comment, as in"
                                    + " Properties=species:S:1:pos:R:3:forces:R:3");
        }
        words.end();
        return new XyzAtom(element, position[0], position[1], position[2], charge, moment, ghost);
    }

    private static Element agreeing(Element before, Word word) {
        Element element = ElementLabel.read(word);
        if (before != null && !before.equals(element)) {
            throw word.error(word.quoted() + " contradicts " + before + " in the same line");
        }
        return element;
    }

    private void readOther(Column column, Words words) {
        boolean spin =
                SPIN.matcher(column.name()).matches()
                        && columns.stream().noneMatch(other -> other.name().equals(MOMENTS));
        for (int i = 0; i < column.count(); i++) {
            Word word = words.next("column " + column.name());
            if (column.name().equals(MOMENTS) && word.number("a magnetic moment") != 0) {
                throw word.error(
                        "moments that are not multiples of up and down are not calculated");
            }
            if (spin && word.isNumber() && Math.abs(word.number("a moment")) > NO_MOMENT) {
                throw word.error(
                        "the column "
                                + column.name()
                                + " tells of unpaired electrons: name it initial_magmoms, or leave"
                                + " it out and write unpaired= in the comment");
            }
            switch (column.type()) {
                case 'R' -> word.number("a number, as the column " + column.name() + " has");
                case 'I' -> word.integer("a number, as the column " + column.name() + " has");
                default -> {}
            }
        }
    }
}
