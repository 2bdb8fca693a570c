package xcflow.structure.xyz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.Word;

/**
 * The comment of an XYZ file: pairs {@code key=value}, whose values may be quoted, and words
 * between them.
 *
 * @param pairs values by key; keys are in lower case without {@code _}, {@code -} and dots
 * @param words what is no pair
 */
public record XyzComment(Line line, Map<String, Word> pairs, List<Word> words) {
    private static final Pattern PAIR =
            Pattern.compile(
                    "(?<![A-Za-z0-9_.\\-])(2[Ss]\\+1|2[Ss]|[A-Za-z][A-Za-z0-9_.\\-]*+)\\s*+([=:])\\s*+"
                            + "(\"[^\"]*+\"|'[^']*+'|\\{[^}]*+\\}|\\[[^\\]]*+\\]|[^\\s,;()\"']++)");

    /** Keys that are written with a colon too; other words before a colon are text. */
    private static final Pattern COLON = Pattern.compile(".*(charge|mult|spin|unpaired|uhf).*");

    /** Splits a comment. */
    public static XyzComment read(Line line) {
        Map<String, Word> pairs = new LinkedHashMap<>();
        List<Word> words = new ArrayList<>();
        Matcher matcher = PAIR.matcher(line.text());
        int end = 0;
        for (int from = 0; matcher.find(from); ) {
            String key = matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[_.\\-]", "");
            if (matcher.group(2).equals(":") && !COLON.matcher(key).matches()) {
                from = matcher.end(2);
                continue;
            }
            addWords(line, end, matcher.start(), words);
            end = matcher.end();
            from = end;
            Word value = unquoted(line, matcher.start(3), matcher.end(3));
            Word before = pairs.put(key, value);
            if (before != null && !before.text().equals(value.text())) {
                throw value.error(matcher.group(1) + " is given a second time");
            }
        }
        addWords(line, end, line.text().length(), words);
        return new XyzComment(line, pairs, words);
    }

    /** Value of a key in lower case. */
    public Optional<Word> value(String key) {
        return Optional.ofNullable(pairs.get(key));
    }

    /** The lattice vectors, row by row, in ångström. */
    public Optional<double[]> lattice() {
        return value("lattice")
                .map(
                        value -> {
                            List<Word> numbers = split(value);
                            if (numbers.size() != 9) {
                                throw value.error(
                                        "a Lattice has nine numbers, here are " + numbers.size());
                            }
                            return numbers.stream()
                                    .mapToDouble(w -> w.number("a component of a lattice vector"))
                                    .toArray();
                        });
    }

    /**
     * In how many directions the atoms are repeated: those of {@code pbc}, else all if there is a
     * lattice.
     */
    public int periodicDirections() {
        Optional<Word> pbc = value("pbc");
        if (pbc.isEmpty()) {
            return value("lattice").isPresent() ? 3 : 0;
        }
        List<Word> flags = split(pbc.get());
        if (flags.size() != 3 && flags.size() != 1) {
            throw pbc.get().error("pbc has three flags such as \"T T F\"");
        }
        int count = (int) flags.stream().filter(XyzComment::flag).count();
        return flags.size() == 1 ? 3 * count : count;
    }

    private static boolean flag(Word word) {
        return switch (word.text().toLowerCase(Locale.ROOT)) {
            case "t", "true", "1" -> true;
            case "f", "false", "0" -> false;
            default -> throw word.error(word.quoted() + " is not T or F");
        };
    }

    /** The parts of a value between spaces or commas. */
    private static List<Word> split(Word value) {
        String text = " ".repeat(value.column() - 1) + value.text().replace(',', ' ');
        return new Line(value.file(), value.line(), text).words().all();
    }

    private static Word unquoted(Line line, int from, int to) {
        char first = line.text().charAt(from);
        boolean quoted = "\"'{[".indexOf(first) >= 0 && to - from >= 2;
        return quoted ? line.word(from + 1, to - 1) : line.word(from, to);
    }

    private static void addWords(Line line, int from, int to, List<Word> words) {
        String gap =
                line.text().substring(from, to).replaceAll("(?<=^|\\s)[,;]+|[,;]+(?=\\s|$)", " ");
        new Line(line.file(), line.number(), gap)
                .words()
                .all()
                .forEach(
                        w ->
                                words.add(
                                        line.word(
                                                from + w.column() - 1,
                                                from + w.column() - 1 + w.text().length())));
    }

    /** An exception that names the comment's line. */
    public TextException error(String what) {
        return line.error(what);
    }
}
