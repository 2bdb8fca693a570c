package xcflow.numerics.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The label of an atom, or of its ghost: {@code @O}; also {@code Gh-O}, {@code Gh(O)}, {@code
 * ghost-O}, {@code X-O}, {@code Bq-O}, {@code O-Bq} and {@code O:}, as other programs write them.
 *
 * @param element the part that names the element
 */
public record GhostLabel(Word element, boolean ghost) {
    private static final String ELEMENT = "([A-Za-z][A-Za-z0-9_]*)";

    private static final List<Pattern> GHOSTS =
            List.of(
                    Pattern.compile("@" + ELEMENT),
                    Pattern.compile("(?i)(?:gh|ghost|bq)\\(" + ELEMENT + "\\)"),
                    Pattern.compile("(?i)(?:gh|ghost|bq|x)[-_]" + ELEMENT),
                    Pattern.compile("(?i)" + ELEMENT + "-bq"),
                    Pattern.compile(ELEMENT + ":"));

    /** Splits a label; whether the element exists is not looked at. */
    public static GhostLabel of(Word word) {
        for (Pattern pattern : GHOSTS) {
            Matcher matcher = pattern.matcher(word.text());
            if (matcher.matches()) {
                int column = word.column() + matcher.start(1);
                return new GhostLabel(
                        new Word(matcher.group(1), word.file(), word.line(), column), true);
            }
        }
        return new GhostLabel(word, false);
    }
}
