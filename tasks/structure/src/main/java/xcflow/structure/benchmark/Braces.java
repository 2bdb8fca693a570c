package xcflow.structure.benchmark;

import java.util.ArrayList;
import java.util.List;
import xcflow.numerics.text.Word;

/**
 * Words with braces as a shell expands them: {@code he{,+,2+_1.0}} is {@code he}, {@code he+} and
 * {@code he2+_1.0}.
 */
final class Braces {
    private Braces() {}

    /**
     * @throws xcflow.numerics.text.TextException if a brace is not closed
     */
    static List<String> expand(Word word) {
        return expand(word.text(), word);
    }

    private static List<String> expand(String text, Word word) {
        int open = text.indexOf('{');
        if (open < 0) {
            if (text.indexOf('}') >= 0) {
                throw word.error("a brace is closed in " + word.quoted() + " that was not opened");
            }
            return List.of(text);
        }
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int from = open + 1;
        int close = -1;
        for (int i = open; i < text.length() && close < 0; i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                close = i;
            }
            if (close == i || c == ',' && depth == 1) {
                choices.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (close < 0) {
            throw word.error("a brace is not closed in " + word.quoted());
        }
        if (choices.size() < 2) {
            throw word.error("braces in " + word.quoted() + " hold one choice, not several");
        }
        List<String> all = new ArrayList<>();
        for (String choice : choices) {
            for (String middle : expand(choice, word)) {
                for (String end : expand(text.substring(close + 1), word)) {
                    all.add(text.substring(0, open) + middle + end);
                }
            }
        }
        return all;
    }
}
