package xcflow.structure.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;

/**
 * The reactions of a {@code .res} file, a shell script as GMTKN55 has them (L. Goerigk et al.,
 * Phys. Chem. Chem. Phys. 19, 32184 (2017)). A line such as {@code $tmer h2o{,+}/$f x -1 1 $w 12.6}
 * names the systems, behind {@code x} their coefficients, and behind {@code $w} the reference value
 * in kcal/mol; what follows that is a remark. The other lines of such a script say nothing of the
 * reactions: comments, the conditional that sets {@code tmer}, {@code f=$1} and {@code w=$2}.
 */
final class ResFile {
    private static final Pattern COMMAND =
            Pattern.compile("(?i)\\$?\\{?(\\./)?tmer(2(\\+\\+)?)?\\}?");
    private static final Pattern VALUE = Pattern.compile("(?i)\\$?\\{?w\\}?|\\$2");

    /** The energy's file, which is behind the name of each system. */
    private static final Pattern SUFFIX = Pattern.compile("/(\\$f|\\$1)?$");

    /** Lines of a script that set its variables. */
    private static final Pattern SETTING =
            Pattern.compile(
                    "#!.*|if\\s+\\[.*\\]\\s*;?\\s*(then)?|then|else|fi|(export\\s+)?(?i:tmer|f|w)=\\S*");

    private ResFile() {}

    /**
     * @throws xcflow.numerics.text.TextException if a line is not understood
     */
    static List<SetReaction> read(TextFile file) {
        List<SetReaction> reactions = new ArrayList<>();
        for (int i = 0; i < file.lines().size(); i++) {
            Line line = file.line(i);
            List<Word> words = withoutRemark(line.words().all());
            if (words.isEmpty()) {
                continue;
            }
            if (COMMAND.matcher(unquoted(words.get(0))).matches()) {
                reactions.add(reaction(words, line));
            } else if (!SETTING.matcher(line.text().strip()).matches()) {
                throw line.error(
                        words.get(0).quoted()
                                + " begins no reaction such as '$tmer a/$f b/$f x -1 1 $w 12.3'");
            }
        }
        return reactions;
    }

    /** A remark begins with # at the beginning of a word, as in a shell. */
    private static List<Word> withoutRemark(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).text().startsWith("#")) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    private static String unquoted(Word word) {
        return word.text().replaceAll("^([\"'])(.*)\\1$", "$2");
    }

    private static SetReaction reaction(List<Word> words, Line line) {
        int value = -1;
        for (int i = 1; i < words.size() && value < 0; i++) {
            value = VALUE.matcher(unquoted(words.get(i))).matches() ? i : -1;
        }
        if (value < 0 || value + 1 == words.size()) {
            throw line.error("the reaction has no reference value behind $w");
        }
        int times = value - 1;
        while (times > 0 && words.get(times).isNumber()) {
            times--;
        }
        if (times < 1 || !words.get(times).text().equals("x")) {
            throw words.get(Math.max(1, times))
                    .error(
                            "only numbers, the coefficients, may stand between 'x' and the"
                                    + " reference value");
        }
        List<String> systems = new ArrayList<>();
        for (Word word : words.subList(1, times)) {
            for (String name : Braces.expand(plain(word))) {
                systems.add(system(name, word));
            }
        }
        int coefficients = value - times - 1;
        if (systems.isEmpty() || systems.size() != coefficients) {
            throw line.error(
                    String.format(
                            Locale.ROOT,
                            "the reaction has %d systems (%s) and %d coefficients",
                            systems.size(),
                            String.join(", ", systems),
                            coefficients));
        }
        Map<String, Double> sum = new LinkedHashMap<>();
        for (int i = 0; i < coefficients; i++) {
            sum.merge(
                    systems.get(i), words.get(times + 1 + i).number("a coefficient"), Double::sum);
        }
        return ReactionText.of(sum, words.get(value + 1).number("a reference value"), line);
    }

    /** Without quotation marks, and with the variable that holds no choices. */
    private static Word plain(Word word) {
        String text = word.text().replaceAll("[\"']", "").replace("${f}", "$f");
        return new Word(text, word.file(), word.line(), word.column());
    }

    private static String system(String name, Word word) {
        String plain = SUFFIX.matcher(name).replaceAll("");
        plain = plain.replaceAll("^\\./", "");
        if (plain.isEmpty() || plain.contains("$") || plain.contains("..")) {
            throw word.error(word.quoted() + " is not the name of a system, such as h2o/$f");
        }
        return plain;
    }
}
