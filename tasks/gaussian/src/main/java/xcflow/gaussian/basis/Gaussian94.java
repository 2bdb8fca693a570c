package xcflow.gaussian.basis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.numerics.Element;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * Reader of basis sets in the format of the Gaussian program: blocks separated by {@code ****},
 * each with a line {@code symbol 0} (of several elements, {@code symbol symbol 0}) and shells
 * {@code type primitives scale}; {@code SP} and {@code L} shells share exponents; numbers may be
 * written with {@code D}. What follows {@code !} or {@code #} is a comment; one line of title may
 * precede the first block. Effective core potentials are blocks of their own.
 */
final class Gaussian94 {
    private static final String SEPARATOR = "****";
    private static final String REMARK = "!#";
    private static final Pattern DASH = Pattern.compile("-(?=[A-Za-z])");

    private final String name;
    private final Lines lines;
    private final Map<Element, List<BasisSet.Contraction>> functions = new LinkedHashMap<>();
    private final Map<Element, CorePotential> potentials = new LinkedHashMap<>();

    private Gaussian94(String name, TextFile text) {
        this.name = name;
        this.lines = new Lines(text);
    }

    static BasisSet parse(String name, String text) {
        return parse(name, TextFile.of(name, text));
    }

    /**
     * @param name of the set
     * @throws BasisException if anything in the text is not understood
     */
    static BasisSet parse(String name, TextFile text) {
        try {
            return new Gaussian94(name, text).parse();
        } catch (TextException e) {
            throw new BasisException(e.getMessage());
        }
    }

    /**
     * The blocks of some elements, functions and potentials, in a text that begins each with a
     * separator; empty if an element has none.
     */
    static Optional<String> blocks(String text, Collection<Element> elements) {
        StringBuilder blocks = new StringBuilder();
        for (Element element : new LinkedHashSet<>(elements)) {
            String beginning = SEPARATOR + "\n" + element.symbol() + " ";
            int from = text.indexOf(beginning);
            if (from < 0) {
                return Optional.empty();
            }
            while (from >= 0) {
                int to = text.indexOf(SEPARATOR, from + SEPARATOR.length());
                blocks.append(text, from, to < 0 ? text.length() : to);
                from = text.indexOf(beginning, from + beginning.length());
            }
        }
        return Optional.of(blocks.toString());
    }

    private BasisSet parse() {
        skipTitle();
        while (skipSeparators()) {
            List<Element> elements = header(next("an element"));
            if (isPotential()) {
                readPotential(elements);
            } else {
                readFunctions(elements);
            }
        }
        if (functions.isEmpty()) {
            throw new TextException(lines.name() + ": there is no element with functions");
        }
        return new BasisSet(name, functions, potentials);
    }

    /** A line that is neither a header nor looks like a part of the data. */
    private void skipTitle() {
        if (!skipSeparators()) {
            return;
        }
        List<Word> words = peek().all();
        boolean header = words.size() > 1 && words.get(words.size() - 1).text().equals("0");
        boolean data =
                words.stream().anyMatch(Word::isNumber)
                        || ElementLabel.symbol(words.get(0).text()).isPresent();
        if (!header && !data) {
            lines.next("a title");
        }
    }

    /** Goes on to the next line that is not empty and no separator; false at the end. */
    private boolean skipSeparators() {
        lines.skipBlankAndComments(REMARK);
        while (lines.hasNext() && isSeparator(lines.peek())) {
            lines.next(SEPARATOR);
            lines.skipBlankAndComments(REMARK);
        }
        return lines.hasNext();
    }

    private static boolean isSeparator(Line line) {
        String text = line.withoutComment(REMARK).text().strip();
        return text.equals(SEPARATOR) || text.equals("++++");
    }

    private Words peek() {
        return lines.peek().withoutComment(REMARK).words();
    }

    private Words next(String what) {
        lines.skipBlankAndComments(REMARK);
        return lines.next(what).withoutComment(REMARK).words();
    }

    private static List<Element> header(Words words) {
        List<Element> elements = new ArrayList<>();
        while (words.hasNext() && !words.peek().isNumber()) {
            Word word = words.next("an element");
            String symbol = DASH.matcher(word.text()).replaceFirst("");
            elements.add(
                    ElementLabel.symbol(symbol)
                            .orElseThrow(() -> word.error("there is no element " + word.quoted())));
        }
        Word zero = words.next("0 after the elements");
        if (!zero.text().equals("0")) {
            throw zero.error("a block begins with 'SYMBOL 0', not with " + zero.quoted());
        }
        words.end();
        if (elements.isEmpty()) {
            throw zero.error("a block begins with 'SYMBOL 0'");
        }
        return elements;
    }

    private void readFunctions(List<Element> elements) {
        List<BasisSet.Contraction> contractions = new ArrayList<>();
        Line first = lines.hasNext() ? lines.peek() : null;
        while (true) {
            lines.skipBlankAndComments(REMARK);
            if (!lines.hasNext() || isSeparator(lines.peek())) {
                break;
            }
            Gaussian94Shell.read(next("a shell"), lines, contractions);
        }
        if (contractions.isEmpty()) {
            throw new TextException(
                    lines.name() + ": there are no functions for " + elements.get(0));
        }
        contractions.sort(Comparator.comparingInt(BasisSet.Contraction::l));
        for (Element element : elements) {
            List<BasisSet.Contraction> before = functions.put(element, List.copyOf(contractions));
            if (before != null && !BasisSet.Contraction.same(before, contractions)) {
                throw first.error(element + " appears a second time with other functions");
            }
        }
    }

    private boolean isPotential() {
        lines.skipBlankAndComments(REMARK);
        return lines.hasNext()
                && peek().hasNext()
                && peek().peek().text().toUpperCase(Locale.ROOT).contains("ECP");
    }

    private void readPotential(List<Element> elements) {
        Line first = lines.peek();
        CorePotential potential = Gaussian94Potential.read(lines, elements);
        for (Element element : elements) {
            CorePotential before = potentials.put(element, potential);
            if (before != null && !before.equals(potential)) {
                throw first.error(element + " has a second, different core potential");
            }
        }
    }
}
