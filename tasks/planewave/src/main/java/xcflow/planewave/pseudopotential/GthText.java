package xcflow.planewave.pseudopotential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.numerics.Element;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * Reads Goedecker–Teter–Hutter pseudopotentials in CP2K's text format, which its data bases of them
 * describe: element and names; electrons by angular momentum; r_loc, the number of local
 * coefficients and these; the number of angular momenta with projectors; for each its radius, the
 * number of projectors and the upper triangle of their coupling. What follows {@code #} or {@code
 * !} is a comment.
 */
public final class GthText {
    private static final String COMMENTS = "#!";
    private static final Set<String> KEYWORDS = Set.of("NLCC", "LPOT", "LSD", "SOC");
    private static final int MOST_COEFFICIENTS = 4;
    private static final int MOST_PROJECTORS = 3;
    private static final int MOST_MOMENTA = 4;

    private final Lines lines;
    private Words words;

    private GthText(TextFile text) {
        lines = new Lines(text);
    }

    /**
     * The pseudopotential of an element in a file that may have others of other elements.
     *
     * @throws TextException if it has none or several of the element, or anything in it is not
     *     understood; the message names file, line and column
     */
    public static Gth of(Element element, TextFile text) {
        List<Gth> all = read(text);
        List<Gth> found = all.stream().filter(gth -> gth.element().equals(element)).toList();
        if (found.isEmpty()) {
            throw new TextException(
                    text.name()
                            + " has no pseudopotential of "
                            + element.symbol()
                            + "; it has "
                            + names(all));
        }
        if (found.size() > 1) {
            throw new TextException(
                    text.name()
                            + " has several pseudopotentials of "
                            + element.symbol()
                            + ": "
                            + names(found)
                            + "; leave the one that is meant");
        }
        return found.get(0);
    }

    private static String names(List<Gth> all) {
        return all.stream().map(Gth::name).collect(Collectors.joining(", "));
    }

    /**
     * All of a file, at least one.
     *
     * @throws TextException if anything is not understood
     */
    public static List<Gth> read(TextFile text) {
        GthText reader = new GthText(text);
        List<Gth> all = new ArrayList<>();
        reader.lines.skipBlankAndComments(COMMENTS);
        do {
            all.add(reader.one());
            reader.lines.skipBlankAndComments(COMMENTS);
        } while (reader.lines.hasNext());
        return all;
    }

    private Gth one() {
        Words head = line("an element and the name of its pseudopotential");
        Word symbol = head.next("the symbol of an element");
        Element element =
                Element.ofSymbol(symbol.text())
                        .orElseThrow(
                                () ->
                                        symbol.error(
                                                symbol.quoted()
                                                        + " is not the symbol of an element, with"
                                                        + " which a GTH pseudopotential begins"));
        String name = head.next("the name of the pseudopotential").text();
        List<Integer> occupation = occupation(element);
        int valence = occupation.stream().mapToInt(Integer::intValue).sum();
        words = line("r_loc");
        double radius = positive("r_loc, a length in bohr");
        List<Double> coefficients = new ArrayList<>();
        int local = count("the number of local coefficients", MOST_COEFFICIENTS);
        for (int i = 0; i < local; i++) {
            coefficients.add(more("a local coefficient").number("a local coefficient in hartree"));
        }
        words.end();
        List<Gth.Channel> channels = channels();
        return new Gth(
                element.symbol() + "-" + name.replaceFirst("^" + element.symbol() + "-", ""),
                element,
                Optional.empty(),
                valence,
                occupation,
                radius,
                coefficients,
                channels);
    }

    private List<Integer> occupation(Element element) {
        Words numbers = line("the electrons by angular momentum");
        List<Integer> occupation = new ArrayList<>();
        while (numbers.hasNext()) {
            Word word = numbers.next("a number of electrons");
            int electrons = word.integer("a number of electrons by angular momentum");
            int most = 2 * (2 * occupation.size() + 1);
            if (electrons < 0 || occupation.size() >= MOST_MOMENTA) {
                throw word.error(
                        word.quoted()
                                + ": there are as many as four numbers of electrons, none"
                                + " below zero");
            }
            // Semicore and valence shells of one angular momentum are counted together.
            if (electrons > 2 * most) {
                throw word.error(
                        word.quoted() + " electrons are more than two shells take, " + 2 * most);
            }
            occupation.add(electrons);
        }
        int sum = occupation.stream().mapToInt(Integer::intValue).sum();
        if (sum < 1 || sum > element.number()) {
            throw numbers.line()
                    .error(
                            sum
                                    + " electrons in all: a pseudopotential of "
                                    + element.symbol()
                                    + " leaves between 1 and "
                                    + element.number());
        }
        return occupation;
    }

    /** A data base may leave out the number if there are no projectors. */
    private List<Gth.Channel> channels() {
        List<Gth.Channel> channels = new ArrayList<>();
        lines.skipBlankAndComments(COMMENTS);
        if (!lines.hasNext() || startsWithLetter(lines.peek())) {
            return channels;
        }
        words = line("the number of angular momenta with projectors");
        int momenta = count("the number of angular momenta with projectors", MOST_MOMENTA);
        words.end();
        for (int l = 0; l < momenta; l++) {
            words = line("the projectors with l = " + l);
            double radius = words.number("a radius in bohr");
            int size = count("the number of projectors", MOST_PROJECTORS);
            if (size == 0) {
                words.end();
                continue;
            }
            if (!(radius > 0)) {
                throw words.line().error("the radius of projectors must be above zero");
            }
            channels.add(new Gth.Channel(l, radius, coupling(size)));
            words.end();
        }
        return channels;
    }

    private List<List<Double>> coupling(int size) {
        double[][] h = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                h[i][j] = more("a coupling").number("a coupling of projectors in hartree");
                h[j][i] = h[i][j];
            }
        }
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : h) {
            rows.add(java.util.Arrays.stream(row).boxed().toList());
        }
        return rows;
    }

    private double positive(String what) {
        Word word = words.next(what);
        double value = word.number(what);
        if (!(value > 0)) {
            throw word.error(word.quoted() + " is not above zero, as " + what + " must be");
        }
        return value;
    }

    private int count(String what, int most) {
        Word word = words.next(what);
        int value = word.integer(what);
        if (value < 0 || value > most) {
            throw word.error(word.quoted() + " is not " + what + ", between 0 and " + most);
        }
        return value;
    }

    /** The next word, of this line or the following one. */
    private Word more(String what) {
        if (!words.hasNext()) {
            words = line(what);
        }
        return words.next(what);
    }

    private Words line(String what) {
        lines.skipBlankAndComments(COMMENTS);
        Line next = lines.next(what).withoutComment(COMMENTS);
        Words found = next.words();
        Word first = found.peek();
        if (KEYWORDS.contains(first.text())) {
            throw first.error(
                    first.quoted()
                            + " is not read: pseudopotentials with a core correction, of several"
                            + " local parts, of each spin or with spin-orbit terms are not");
        }
        return found;
    }

    private static boolean startsWithLetter(Line line) {
        return Character.isLetter(line.text().strip().charAt(0));
    }
}
